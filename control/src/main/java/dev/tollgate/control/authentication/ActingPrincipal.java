package dev.tollgate.control.authentication;

import dev.tollgate.domain.account.Account;
import dev.tollgate.domain.account.Environment;
import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.audit.Author;
import dev.tollgate.domain.token.Scope;
import dev.tollgate.domain.traffic.RequestId;
import java.util.EnumSet;
import java.util.Set;

/// An operator who acts inside another account (A§16.1): reads there with `operator:read`, writes there with
/// `operator:accounts`.
///
/// @param operator who really calls
public record ActingPrincipal(Principal operator, Account account) implements Principal {

    private static final Set<Scope> READING = EnumSet.of(Scope.READ, Scope.TRAFFIC_READ);

    /// What an operator must be permitted to use an operation inside another account that asks for any of `anyOf` there.
    public static Scope needed(Set<Scope> anyOf) {
        return READING.containsAll(anyOf) ? Scope.OPERATOR_READ : Scope.OPERATOR_ACCOUNTS;
    }

    @Override
    public Environment environment() {
        return operator.environment();
    }

    /// Those of the account, never an operator's.
    @Override
    public Set<Scope> scopes() {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        if (operator.mayAny(Set.of(Scope.OPERATOR_READ))) {
            scopes.addAll(READING);
        }
        if (operator.mayAny(Set.of(Scope.OPERATOR_ACCOUNTS))) {
            scopes.add(Scope.ALL);
        }
        return scopes;
    }

    @Override
    public IpAddress source() {
        return operator.source();
    }

    @Override
    public String id() {
        return operator.id();
    }

    @Override
    public Author author() {
        return operator.author();
    }

    @Override
    public RequestId request() {
        return operator.request();
    }
}
