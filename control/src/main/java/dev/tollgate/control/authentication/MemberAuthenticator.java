package dev.tollgate.control.authentication;

import dev.tollgate.control.authentication.Authentication.Denied;
import dev.tollgate.control.authentication.Authentication.Known;
import dev.tollgate.control.input.Issue;
import dev.tollgate.control.input.Problem;
import dev.tollgate.domain.account.Account;
import dev.tollgate.domain.account.AccountRepository;
import dev.tollgate.domain.account.Environment;
import dev.tollgate.domain.brand.Brand;
import dev.tollgate.domain.error.ApiError;
import dev.tollgate.domain.login.SessionRepository.SignedIn;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Knows a member by the cookie of the console (A§3). Thread-safe.
public final class MemberAuthenticator {

    private static final String ENVIRONMENT = "Environment";

    private final Sessions sessions;
    private final AccountRepository accounts;
    private final Supplier<Brand> brand;

    public MemberAuthenticator(Sessions sessions, AccountRepository accounts, Supplier<Brand> brand) {
        this.sessions = sessions;
        this.accounts = accounts;
        this.brand = brand;
    }

    /// The header in which the console says whether it shows production or the sandbox.
    public String environmentHeader() {
        return brand.get().headerPrefix() + ENVIRONMENT;
    }

    /// @param writes whether the request may change something: then it must prove that a page of ours sends it
    /// @param environment every [#environmentHeader] of the request; without one it is production
    /// @return empty without a session, or with one that is over
    public Optional<Authentication> authenticate(Visit visit, boolean writes, List<String> environment, Instant now) {
        return visit.session().flatMap(cookie -> sessions.find(cookie, now))
                .map(found -> judge(found, visit, writes, environment, now));
    }

    private Authentication judge(SignedIn found, Visit visit, boolean writes, List<String> environment, Instant now) {
        if (writes && !sessions.ownPageWrites(visit)) {
            return new Denied(Problem.of(ApiError.CSRF_FAILED));
        }
        Optional<Environment> chosen = environment(environment);
        if (chosen.isEmpty()) {
            return new Denied(Problem.fault("header." + environmentHeader(), Issue.NOT_ALLOWED));
        }
        Account account = accounts.find(found.member().account()).orElseThrow(
                () -> new IllegalStateException("the account of member " + found.member().id() + " is missing"));
        sessions.seen(found.session(), now);
        return new Known(new MemberPrincipal(found.member(), account, chosen.get(), visit.source(), visit.request()));
    }

    private static Optional<Environment> environment(List<String> sent) {
        if (sent.isEmpty()) {
            return Optional.of(Environment.LIVE);
        }
        return switch (sent.size() == 1 ? sent.getFirst() : "") {
            case "live" -> Optional.of(Environment.LIVE);
            case "test" -> Optional.of(Environment.TEST);
            default -> Optional.empty();
        };
    }
}
