package dev.tollgate.control.authentication;

import dev.tollgate.domain.account.Account;
import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.account.Environment;
import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.audit.Author;
import dev.tollgate.domain.token.Scope;
import java.util.Set;

/// Who calls: a program with a token, or a member who is signed in.
public sealed interface Principal permits TokenPrincipal, MemberPrincipal {

    /// The account that is acted in.
    Account account();

    /// Whose objects are seen and made: those of production, or those of the sandbox.
    Environment environment();

    Set<Scope> scopes();

    /// Where it is called from.
    IpAddress source();

    /// The token's or member's id: what a change is put down to, and by what calls are counted.
    String id();

    /// As whom the audit log knows it when it changes something.
    Author author();

    default AccountId accountId() {
        return account().id();
    }

    /// Whether the caller may do what any of `needed` permits.
    default boolean mayAny(Set<Scope> needed) {
        return Scope.anySatisfied(needed, scopes());
    }
}
