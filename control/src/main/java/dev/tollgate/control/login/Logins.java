package dev.tollgate.control.login;

import dev.tollgate.control.attempt.Attempts;
import dev.tollgate.control.authentication.Sessions;
import dev.tollgate.control.authentication.Visit;
import dev.tollgate.control.input.Problem;
import dev.tollgate.control.mfa.SecondFactors;
import dev.tollgate.control.password.PasswordHasher;
import dev.tollgate.domain.audit.Author;
import dev.tollgate.domain.error.ApiError;
import dev.tollgate.domain.login.ConsoleSession;
import dev.tollgate.domain.login.CredentialRepository;
import dev.tollgate.domain.login.CredentialRepository.Credentials;
import dev.tollgate.domain.member.Member;
import dev.tollgate.domain.member.Member.LastLogin;
import dev.tollgate.domain.secret.Secret;
import dev.tollgate.domain.secret.SecretHash;
import dev.tollgate.domain.secret.SecretMaker;
import dev.tollgate.domain.secret.ServerKey;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// Lets members in (A§3). Thread-safe.
///
/// Whatever is wrong with a sign-in, the answer is the same and comes after the same work: an address that nobody has costs the
/// hash of a password too.
public final class Logins {

    private static final Map<String, String> LATER = Map.of("Retry-After", "5");

    private final CredentialRepository credentials;
    private final Sessions sessions;
    private final SecondFactors factors;
    private final Attempts attempts;
    private final PasswordHasher hasher;
    private final SecretMaker secrets;
    private final ServerKey key;
    private final InstantSource clock;
    private final Function<ApiError, Problem> unauthenticated;

    /// What members are let in with.
    ///
    /// @param unauthenticated words a 401
    public record Means(CredentialRepository credentials, Sessions sessions, SecondFactors factors, Attempts attempts,
            PasswordHasher hasher, SecretMaker secrets, ServerKey key, Function<ApiError, Problem> unauthenticated) {}

    public Logins(Means means, InstantSource clock) {
        this.credentials = means.credentials();
        this.sessions = means.sessions();
        this.factors = means.factors();
        this.attempts = means.attempts();
        this.hasher = means.hasher();
        this.secrets = means.secrets();
        this.key = means.key();
        this.unauthenticated = means.unauthenticated();
        this.clock = clock;
    }

    public Entry login(Visit visit, SignIn command) {
        return attempted(visit, () -> {
            Optional<Credentials> found = credentials.find(command.email());
            return switch (hasher.compare(command.password(), found.flatMap(Credentials::password))) {
                case BUSY -> Optional.of(busy());
                case WRONG -> Optional.empty();
                case RIGHT -> found.filter(one -> one.member().enabled())
                        .flatMap(one -> withFactor(visit, one, command.code()));
            };
        });
    }

    private Optional<Entry> withFactor(Visit visit, Credentials of, Optional<String> code) {
        if (of.factor().isEmpty()) {
            return entered(visit, of.member());
        }
        if (code.isEmpty()) {
            return Optional.of(new Entry.Rejected(unauthenticated.apply(ApiError.MFA_REQUIRED)));
        }
        Member member = of.member();
        return switch (attempts.by(member.id(), () -> Optional.of(code.get()).filter(text -> factors
                .use(author(visit, member), member.id(), of.factor().get(), text, clock.instant())))) {
            case Attempts.Result.Good<String>(String _) -> entered(visit, member);
            case Attempts.Result.Failed<String>() -> Optional.empty();
            case Attempts.Result.TooMany<String>(Problem problem) -> Optional.of(new Entry.Rejected(problem));
        };
    }

    public Entry takeUp(Visit visit, TakeUpInvitation command) {
        SecretHash code = key.hash(command.code());
        return attempted(visit, () -> credentials.invited(code, now()).flatMap(member -> hasher
                .hash(command.password())
                .map(password -> credentials.accept(author(visit, member), code, password, now())
                        .flatMap(accepted -> entered(visit, accepted)))
                .orElseGet(() -> Optional.of(busy()))));
    }

    /// Ends the session that the visitor has.
    public void leave(Visit visit) {
        visit.session().flatMap(cookie -> sessions.find(cookie, now()))
                .ifPresent(one -> sessions.repository().end(author(visit, one.member()), one.session()));
    }

    /// Runs an attempt within the budget of the visitor's source.
    ///
    /// @param attempt returns empty if it failed
    Entry attempted(Visit visit, Supplier<Optional<Entry>> attempt) {
        return switch (attempts.from(visit.source(), attempt)) {
            case Attempts.Result.Good<Entry>(Entry entry) -> entry;
            case Attempts.Result.Failed<Entry>() ->
                new Entry.Rejected(unauthenticated.apply(ApiError.LOGIN_FAILED));
            case Attempts.Result.TooMany<Entry>(Problem problem) -> new Entry.Rejected(problem);
        };
    }

    /// Begins a session, a new one with every sign-in, and ends the one that the browser had.
    ///
    /// @return empty if the member was removed or disabled meanwhile
    Optional<Entry> entered(Visit visit, Member member) {
        Secret cookie = secrets.tokenCharacters();
        Instant now = now();
        ConsoleSession session = new ConsoleSession(sessions.id(cookie), member.id(), now, now);
        Optional<Member> signedIn = sessions.repository().begin(author(visit, member), session,
                new LastLogin(now, visit.source()));
        signedIn.ifPresent(_ -> leave(visit));
        return signedIn.map(one -> new Entry.Entered(one, cookie));
    }

    static Entry busy() {
        return new Entry.Rejected(Problem.of(ApiError.UNAVAILABLE).withHeaders(LATER));
    }

    static Author author(Visit visit, Member member) {
        return Author.member(member.id().value(), member.account().value(), visit.source(), visit.request().value());
    }

    /// As exactly as the store keeps it.
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
