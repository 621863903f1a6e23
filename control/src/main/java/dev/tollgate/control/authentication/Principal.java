package dev.tollgate.control.authentication;

import dev.tollgate.domain.account.Account;
import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.account.Environment;
import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.audit.Author;
import dev.tollgate.domain.token.Scope;
import dev.tollgate.domain.traffic.RequestId;
import java.util.Set;

/// Who calls: a program with a token, a member who is signed in, or either of them inside another account.
public sealed interface Principal permits TokenPrincipal, MemberPrincipal, ActingPrincipal {

    /// The account that is acted in.
    Account account();

    /// Whose objects are seen and made: those of production, or those of the sandbox.
    Environment environment();

    Set<Scope> scopes();

    /// Where it is called from.
    IpAddress source();

    /// The token's or member's id: what a change is put down to, and by what calls are counted.
    String id();

    /// The id of the request that it calls with.
    RequestId request();

    /// As whom the audit log knows the caller when it changes something.
    Author author();

    default AccountId accountId() {
        return account().id();
    }

    /// Whether the caller may do what any of `needed` permits. An operator's scopes permit nothing outside the operator account.
    default boolean mayAny(Set<Scope> needed) {
        boolean operator = account().operator();
        return needed.stream()
                .anyMatch(one -> (operator || !one.operator()) && Scope.anySatisfied(Set.of(one), scopes()));
    }
}
