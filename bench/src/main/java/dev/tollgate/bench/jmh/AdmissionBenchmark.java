package dev.tollgate.bench.jmh;

import dev.tollgate.domain.address.CidrSet;
import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.admission.AccessSnapshot;
import dev.tollgate.domain.admission.Admission;
import dev.tollgate.domain.admission.AdmissionRules;
import dev.tollgate.domain.admission.Admitter;
import dev.tollgate.domain.admission.Authentication;
import dev.tollgate.domain.admission.CheckLog;
import dev.tollgate.domain.admission.Credentials;
import dev.tollgate.domain.admission.Moment;
import dev.tollgate.domain.admission.NodeCondition;
import dev.tollgate.domain.admission.SnapshotHolder;
import dev.tollgate.domain.admission.ThrottleSettings;
import dev.tollgate.domain.limit.Limits;
import dev.tollgate.domain.target.OwnListeners;
import dev.tollgate.domain.target.Target;
import dev.tollgate.domain.target.TargetPolicy;
import dev.tollgate.domain.target.TargetReading;
import dev.tollgate.domain.target.TargetRules;
import dev.tollgate.domain.target.TargetSyntax;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What one request costs from its credentials to its permit and back: the checks `node` to `concurrency`, by a client that is
/// someone else and somewhere else each time, so that nothing is found in a cache that a busy node would not find there.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = {"-XX:+UseCompactObjectHeaders"})
public class AdmissionBenchmark {
    private static final long WALL_CLOCK = 1_780_315_200_000L;
    private static final int SOURCES = 4_096;
    /// Odd, so that it meets every index of a size that is a multiple of ten or of two only after all others.
    private static final int STRIDE = 7_919;
    private static final byte[] WRONG_PASSWORD = new byte[32];

    @Param({"1", "1000", "100000"})
    public int subUsers;

    private List<Credentials.Presented> credentials;
    private Admitter admitter;
    private final Target name = target("example.com:443");
    private final Target address = target("93.184.216.34:443");
    private final IpAddress[] sources = new IpAddress[SOURCES];
    private int next;
    private long nanos = System.nanoTime();

    /// Makes the installation.
    @Setup
    public void prepare() {
        Crowd crowd = Crowd.of(subUsers);
        credentials = crowd.credentials();
        for (int i = 0; i < SOURCES; i++) {
            // 100.64.0.0/10: addresses that belong to nobody.
            sources[i] = IpAddress.ofV4(0x6440_0000 + i * 7);
        }
        SnapshotHolder snapshots = new SnapshotHolder(AccessSnapshot.empty(Crowd.RULES));
        snapshots.publish(crowd.snapshot(), nanos);
        AdmissionRules rules = new AdmissionRules(false,
                new ThrottleSettings(100, Duration.ofMinutes(10), Duration.ofMillis(250), CidrSet.EMPTY),
                new TargetPolicy(TargetRules.DEFAULT, OwnListeners.NONE), Set.of());
        admitter = new Admitter(Crowd.KEY, snapshots, () -> rules, NodeCondition.ACCEPTING, new Limits(),
                (target, why) -> {});
    }

    /// A request for a name; its permit is closed.
    @Benchmark
    public Admission name() {
        return request(name);
    }

    /// A request for an address, which the guard judges.
    @Benchmark
    public Admission address() {
        return request(address);
    }

    /// The checks up to `credential` alone.
    @Benchmark
    public Authentication login() {
        return authenticate(drawn(), moment(), new CheckLog());
    }

    /// The same with a wrong password.
    @Benchmark
    public Authentication wrongPassword() {
        Credentials.Presented right = drawn();
        return authenticate(new Credentials.Presented(right.username(), WRONG_PASSWORD), moment(), new CheckLog());
    }

    private Admission request(Target target) {
        Moment now = moment();
        CheckLog log = new CheckLog();
        if (admitter.judgeNode(now, log).isPresent()) {
            throw new IllegalStateException("the node takes no requests");
        }
        Authentication login = authenticate(drawn(), now, log);
        if (!(login instanceof Authentication.Authenticated client)) {
            throw new IllegalStateException("the login was refused: " + login);
        }
        Admission admission = admitter.admit(client, target, false, Optional.empty(), now, log);
        if (!(admission instanceof Admission.Admitted admitted)) {
            throw new IllegalStateException("the request was refused: " + admission);
        }
        admitted.permit().close();
        return admission;
    }

    private Authentication authenticate(Credentials shown, Moment now, CheckLog log) {
        return admitter.authenticate(shown, sources[next & (SOURCES - 1)], now, log);
    }

    private Credentials.Presented drawn() {
        next = (next + STRIDE) & Integer.MAX_VALUE;
        return credentials.get(next % subUsers);
    }

    /// A moment later. It stays within a second of the first in effect: the snapshot must not grow old.
    private Moment moment() {
        nanos += 1;
        return new Moment(WALL_CLOCK, nanos);
    }

    private static Target target(String text) {
        if (TargetSyntax.authority(text) instanceof TargetReading.Valid(Target target)) {
            return target;
        }
        throw new IllegalArgumentException(text + " is no target");
    }
}
