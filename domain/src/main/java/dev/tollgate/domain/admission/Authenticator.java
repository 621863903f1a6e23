package dev.tollgate.domain.admission;

import dev.tollgate.domain.address.CidrSet;
import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.admission.CheckLog.PasswordFinding;
import dev.tollgate.domain.admission.SubUserAccess.Standing;
import dev.tollgate.domain.error.GatewayError;
import dev.tollgate.domain.error.Refusal;
import dev.tollgate.domain.secret.SecretHash;
import dev.tollgate.domain.subuser.AuthMode;
import dev.tollgate.domain.subuser.Passwords;
import dev.tollgate.domain.username.ProxyUsername;
import dev.tollgate.domain.username.UsernameParser;
import dev.tollgate.domain.username.UsernameReading;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

import static dev.tollgate.domain.admission.CheckLog.PasswordFinding.EMPTY;
import static dev.tollgate.domain.admission.CheckLog.PasswordFinding.OLD;
import static dev.tollgate.domain.admission.CheckLog.PasswordFinding.RIGHT;
import static dev.tollgate.domain.admission.CheckLog.PasswordFinding.WRONG;

/// The checks `credentials`, `username`, `subuser` and `credential` of G§10, by the tables of G§9. Thread-safe.
///
/// Work and time are the same for a name that exists and one that does not: the password is always hashed, and an unknown
/// name is compared with a fixed dummy.
final class Authenticator {
    /// Longer ones are wrong without being hashed (G§9.1).
    private static final int MAX_PASSWORD = 255;
    private static final byte[] NO_PASSWORD = {};

    private final Function<byte[], SecretHash> hash;
    private final AuthThrottle throttle;
    private final Passwords dummy;

    /// @param hash of a password, under the server key
    Authenticator(Function<byte[], SecretHash> hash, AuthThrottle throttle) {
        this.hash = hash;
        this.throttle = throttle;
        // Longer than any password that is hashed, so nobody can present it.
        this.dummy = Passwords.first(hash.apply(new byte[MAX_PASSWORD + 1]));
    }

    Authentication authenticate(Credentials credentials, IpAddress source, SnapshotHolder snapshots,
            AdmissionRules rules, Moment now, CheckLog log) {
        // Asked before the snapshot is read: one that comes between is at least as fresh as this says.
        boolean fresh = snapshots.fresh(now.nanos());
        Facts facts = new Facts(snapshots.current(), fresh, rules, now);
        return switch (credentials) {
            case Credentials.Presented(byte[] username, byte[] password) ->
                read(facts.usernames().parse(username), password, source, facts, log);
            case Credentials.Unusable(String why) -> nobody(why, log);
            case Credentials.Absent() -> facts.snapshot.defaultUsername(source)
                    .map(username -> read(facts.usernames().parse(username), NO_PASSWORD, source, facts, log))
                    .orElseGet(() -> nobody(GatewayError.AUTH_REQUIRED.remedy(), log));
        };
    }

    /// What an attempt is judged by.
    ///
    /// @param fresh whether a name that the snapshot does not know is unknown
    private record Facts(AccessSnapshot snapshot, boolean fresh, AdmissionRules rules, Moment now) {
        UsernameParser usernames() {
            return snapshot.usernames();
        }
    }

    private static Authentication nobody(String why, CheckLog log) {
        log.fail(Check.CREDENTIALS);
        return unknown(Refusal.of(GatewayError.AUTH_REQUIRED, why), Optional.empty());
    }

    private Authentication read(UsernameReading reading, byte[] password, IpAddress source, Facts facts,
            CheckLog log) {
        log.pass(Check.CREDENTIALS);
        return switch (reading) {
            case UsernameReading.Malformed(var fault, String detail) -> {
                log.fail(Check.USERNAME);
                yield unknown(Refusal.of(Usernames.error(fault), detail), Optional.empty());
            }
            case UsernameReading.Valid(ProxyUsername username) -> {
                log.pass(Check.USERNAME);
                SubUserAccess named = facts.snapshot.find(username.name());
                if (named == null && !facts.fresh) {
                    // It may be newer than what we last heard from the store.
                    log.fail(Check.NODE);
                    yield unknown(Refusal.of(GatewayError.AUTH_UNAVAILABLE), Optional.of(username));
                }
                yield judged(new Attempt(username, named, password, source), facts, log);
            }
        };
    }

    /// A username that was understood, and what came with it.
    ///
    /// @param named the sub-user it names, if there is one
    private record Attempt(ProxyUsername username, @Nullable SubUserAccess named, byte[] password, IpAddress source) {}

    private Authentication judged(Attempt attempt, Facts facts, CheckLog log) {
        Optional<Refusal> failure = judge(attempt, facts.now, log);
        return failure.isPresent()
                ? failed(attempt, failure.get(), facts, log)
                : new Authentication.Authenticated(Objects.requireNonNull(attempt.named), attempt.username);
    }

    private Authentication failed(Attempt attempt, Refusal failure, Facts facts, CheckLog log) {
        AdmissionRules rules = facts.rules;
        Optional<AuthThrottle.Late> late = throttle.failed(attempt.source, rules.throttle(), facts.now.nanos());
        Refusal shown = rules.strict() ? strict(failure, log) : failure;
        if (late.isPresent()) {
            shown = (rules.strict() ? Refusal.of(GatewayError.AUTH_THROTTLED) : shown).delayed(late.get().delay(),
                    late.get().retryAfter());
        }
        return new Authentication.Unknown(shown, Optional.of(attempt.username), Optional.ofNullable(attempt.named),
                failure.error());
    }

    /// What `strict` says of a failure: always the same, unless the password was right.
    private static Refusal strict(Refusal failure, CheckLog log) {
        boolean proven = log.password() == RIGHT || log.password() == OLD;
        if (failure.error() == GatewayError.NOT_WHITELISTED && proven) {
            return failure;
        }
        return Refusal.of(GatewayError.AUTH_FAILED, "The credentials do not hold.");
    }

    private Optional<Refusal> judge(Attempt attempt, Moment now, CheckLog log) {
        SubUserAccess named = attempt.named;
        SubUserAccess living = named != null && named.standing() != Standing.DELETED ? named : null;
        PasswordFinding finding = compare(living == null ? dummy : living.passwords(), attempt.password, now);
        CidrSet list = living == null ? CidrSet.EMPTY : living.list(attempt.username.product());
        boolean listed = list.contains(attempt.source);
        if (named == null) {
            log.fail(Check.SUBUSER);
            return Optional.of(Refusal.of(GatewayError.UNKNOWN_SUBUSER, "No sub-user has the name in the username."));
        }
        log.pass(Check.SUBUSER);
        log.compared(finding, listed);
        Optional<GatewayError> failure = living == null
                ? Optional.of(GatewayError.AUTH_FAILED)
                : table(living.authMode(), finding, listed, !list.isEmpty());
        if (failure.isEmpty()) {
            log.pass(Check.CREDENTIAL);
            return Optional.empty();
        }
        log.fail(Check.CREDENTIAL);
        return Optional.of(switch (failure.get()) {
            case NOT_WHITELISTED -> Refusal.of(GatewayError.NOT_WHITELISTED, "Source " + attempt.source
                    + " is not on the " + attempt.username.product().slug() + " list of this sub-user.");
            case AUTH_FAILED -> Refusal.of(GatewayError.AUTH_FAILED,
                    finding == EMPTY
                            ? "The password is missing."
                            : "The password is wrong, or the sub-user was deleted.");
            default -> throw new IllegalStateException("not an outcome of the table: " + failure.get());
        });
    }

    private PasswordFinding compare(Passwords passwords, byte[] password, Moment now) {
        // Hashed even if empty or too long, so that the time tells nothing.
        SecretHash presented = hash.apply(password.length > MAX_PASSWORD ? NO_PASSWORD : password);
        Passwords.Match match = passwords.match(presented, now.epochMillis());
        if (password.length == 0 || (password.length == 1 && password[0] == '-')) {
            return EMPTY;
        }
        if (password.length > MAX_PASSWORD) {
            return WRONG;
        }
        return switch (match) {
            case CURRENT -> RIGHT;
            case OLD -> OLD;
            case WRONG -> WRONG;
        };
    }

    /// The table of G§9.3.
    ///
    /// @return the refusal, or empty to pass
    static Optional<GatewayError> table(AuthMode mode, PasswordFinding password, boolean listed, boolean anyListed) {
        if (password == WRONG) {
            // A listed source does not rescue a wrong password.
            return Optional.of(GatewayError.AUTH_FAILED);
        }
        boolean right = password == RIGHT || password == OLD;
        return switch (mode) {
            case AUTO -> table(anyListed ? AuthMode.WHITELIST : AuthMode.PASSWORD, password, listed, anyListed);
            case EITHER -> right || listed
                    ? Optional.empty()
                    : Optional.of(anyListed ? GatewayError.NOT_WHITELISTED : GatewayError.AUTH_FAILED);
            case PASSWORD -> right ? Optional.empty() : Optional.of(GatewayError.AUTH_FAILED);
            case WHITELIST -> listed ? Optional.empty() : Optional.of(GatewayError.NOT_WHITELISTED);
            case BOTH -> !right
                    ? Optional.of(GatewayError.AUTH_FAILED)
                    : listed ? Optional.empty() : Optional.of(GatewayError.NOT_WHITELISTED);
        };
    }

    private static Authentication unknown(Refusal refusal, Optional<ProxyUsername> username) {
        return new Authentication.Unknown(refusal, username, Optional.empty(), refusal.error());
    }
}
