package dev.tollgate.control.http;

import dev.tollgate.control.authentication.ActingPrincipal;
import dev.tollgate.control.authentication.Principal;
import dev.tollgate.control.route.Access;
import dev.tollgate.control.route.Route;
import dev.tollgate.control.route.Words;
import dev.tollgate.domain.account.Account;
import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.account.AccountRepository;
import dev.tollgate.domain.brand.Brand;
import dev.tollgate.domain.token.Scope;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// The header by which an operator acts inside another account (A§16.1). Thread-safe.
public final class OtherAccount {

    private static final String NAME = "Account";

    private final AccountRepository accounts;
    private final Supplier<Brand> brand;

    public OtherAccount(AccountRepository accounts, Supplier<Brand> brand) {
        this.accounts = accounts;
        this.brand = brand;
    }

    /// What the header makes of a caller.
    sealed interface Acting {

        /// It acts in its own account, as if there was no header.
        record Own() implements Acting {}

        record Inside(Principal acting) implements Acting {}

        /// It would need one of these.
        record Lacking(Set<Scope> anyOf) implements Acting {}

        /// The header names no account.
        record Missing() implements Acting {}
    }

    Acting act(Call call, Route route, Principal principal) {
        List<String> named = call.headers(brand.get().header(NAME));
        boolean own = principal.account().operator() && named.equals(List.of(principal.accountId().value()));
        if (named.isEmpty() || own) {
            return new Acting.Own();
        }
        Set<Scope> lacking = lacking(route.access(), principal);
        if (!lacking.isEmpty()) {
            return new Acting.Lacking(lacking);
        }
        Optional<Account> account = find(named);
        if (account.isEmpty()) {
            return new Acting.Missing();
        }
        // What a caller asks about itself is the same wherever it acts.
        return asked(route.access()).isPresent()
                ? new Acting.Inside(new ActingPrincipal(principal, account.get()))
                : new Acting.Own();
    }

    private static Set<Scope> lacking(Access access, Principal principal) {
        Set<Scope> asked = asked(access).orElse(Set.of(Scope.READ));
        if (asked.stream().allMatch(Scope::operator)) {
            // Nobody operates the installation from inside an account that does not.
            return asked;
        }
        Set<Scope> needed = Set.of(ActingPrincipal.needed(asked));
        return principal.mayAny(needed) ? Set.of() : needed;
    }

    /// The scopes of which one is enough; empty where the caller asks about itself.
    private static Optional<Set<Scope>> asked(Access access) {
        return switch (access) {
            case Access.Needs(Set<Scope> anyOf) -> Optional.of(anyOf);
            case Access.Owner() -> Optional.of(Set.of(Scope.ALL));
            case Access.Open(), Access.AnyToken(), Access.SignedIn() -> Optional.empty();
        };
    }

    /// Of two headers it would be a guess which is meant.
    private Optional<Account> find(List<String> named) {
        return named.size() == 1 && Words.couldName(named.getFirst())
                ? accounts.find(new AccountId(named.getFirst()))
                : Optional.empty();
    }
}
