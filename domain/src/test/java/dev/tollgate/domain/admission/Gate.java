package dev.tollgate.domain.admission;

import dev.tollgate.domain.address.CidrSet;
import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.error.GatewayError;
import dev.tollgate.domain.error.Refusal;
import dev.tollgate.domain.limit.Limits;
import dev.tollgate.domain.limit.Permit;
import dev.tollgate.domain.secret.Secret;
import dev.tollgate.domain.target.OwnListeners;
import dev.tollgate.domain.target.Target;
import dev.tollgate.domain.target.TargetPolicy;
import dev.tollgate.domain.target.TargetReading;
import dev.tollgate.domain.target.TargetRules;
import dev.tollgate.domain.target.TargetSyntax;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/// An admitter with a clock of its own and settings that a test can change: what a client at [#HERE] meets.
final class Gate {
    static final String HERE = "198.51.100.9";
    static final ThrottleSettings THROTTLE = new ThrottleSettings(100, Duration.ofMinutes(10), Duration.ofMillis(250),
            CidrSet.EMPTY);

    final MovingMoment clock = new MovingMoment();
    final SnapshotHolder snapshots = new SnapshotHolder(AccessSnapshot.empty(AccessBuilder.RULES));
    final Limits limits = new Limits();
    final List<String> reported = new ArrayList<>();
    AdmissionRules rules = new AdmissionRules(false, THROTTLE, policy(TargetRules.DEFAULT), Set.of());
    Optional<GatewayError> condition = Optional.empty();
    IpAddress source = address(HERE);
    boolean tls = true;
    /// Of the latest exchange.
    CheckLog log = new CheckLog();

    final Admitter admitter = new Admitter(AccessBuilder.KEY, snapshots, () -> rules, () -> condition, limits,
            (target, why) -> reported.add(target.toString()));

    Gate(AccessBuilder.Facts... facts) {
        publish(facts);
    }

    void publish(AccessBuilder.Facts... facts) {
        snapshots.publish(AccessBuilder.snapshot(facts), clock.now().nanos());
    }

    Gate strict() {
        rules = new AdmissionRules(true, rules.throttle(), rules.targets(), rules.kycProducts());
        return this;
    }

    Gate throttle(ThrottleSettings throttle) {
        rules = new AdmissionRules(rules.strict(), throttle, rules.targets(), rules.kycProducts());
        return this;
    }

    Gate targets(TargetPolicy targets) {
        rules = new AdmissionRules(rules.strict(), rules.throttle(), targets, rules.kycProducts());
        return this;
    }

    Gate at(String address) {
        source = address(address);
        return this;
    }

    static TargetPolicy policy(TargetRules targets) {
        return new TargetPolicy(targets, OwnListeners.NONE);
    }

    static IpAddress address(String text) {
        return IpAddress.parse(text).orElseThrow();
    }

    static String username(String name) {
        return "helo_" + name + "-type-res-region-us";
    }

    static Target target(String text) {
        return TargetSyntax.authority(text) instanceof TargetReading.Valid(Target target) ? target : fail(text);
    }

    private static Target fail(String text) {
        throw new IllegalArgumentException(text + " is no target");
    }

    Authentication show(String username, Secret password) {
        return show(username, password.bytes());
    }

    Authentication show(String username, byte[] password) {
        return authenticate(new Credentials.Presented(username.getBytes(ISO_8859_1), password));
    }

    Authentication showNothing() {
        return authenticate(new Credentials.Absent());
    }

    Authentication authenticate(Credentials credentials) {
        log = new CheckLog();
        return admitter.authenticate(credentials, source, clock.now(), log);
    }

    /// The refusal of an attempt with the sub-user's residential username.
    Refusal refusal(String name, Secret password) {
        return refusal(show(username(name), password));
    }

    static Refusal refusal(Authentication outcome) {
        return switch (outcome) {
            case Authentication.Unknown unknown -> unknown.refusal();
            case Authentication.Authenticated client -> throw new AssertionError("let in: " + client.username());
        };
    }

    /// `pass`, or the code that was sent.
    static String answer(Authentication outcome) {
        return switch (outcome) {
            case Authentication.Unknown unknown -> unknown.refusal().code();
            case Authentication.Authenticated client -> "pass";
        };
    }

    /// All checks of a request, as of a connection that holds `held`.
    Admission request(String username, Secret password, String target, Optional<Permit> held) {
        log = new CheckLog();
        Optional<Refusal> node = admitter.judgeNode(clock.now(), log);
        if (node.isPresent()) {
            return new Admission.Refused(node.get());
        }
        Authentication outcome = admitter.authenticate(
                new Credentials.Presented(username.getBytes(ISO_8859_1), password.bytes()), source, clock.now(), log);
        return switch (outcome) {
            case Authentication.Unknown unknown -> new Admission.Refused(unknown.refusal());
            case Authentication.Authenticated client ->
                admitter.admit(client, target(target), tls, held, clock.now(), log);
        };
    }

    Admission request(String username) {
        return request(username, AccessBuilder.PASSWORD, "example.com:443", Optional.empty());
    }

    static Permit permit(Admission outcome) {
        return switch (outcome) {
            case Admission.Admitted admitted -> admitted.permit();
            case Admission.Refused refused -> throw new AssertionError("refused: " + refused.refusal());
        };
    }

    static String answer(Admission outcome) {
        return switch (outcome) {
            case Admission.Admitted admitted -> "pass";
            case Admission.Refused refused -> refused.refusal().code();
        };
    }
}
