package dev.tollgate.control.authentication;

import dev.tollgate.domain.address.CidrSet;
import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.admission.AuthThrottle;
import dev.tollgate.domain.admission.ThrottleSettings;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// Answers sources that fail to authenticate again and again late (A§1.5). Thread-safe.
///
/// A request that waits holds its virtual thread and its connection, and only so many may wait at once: what comes beyond that
/// is answered at once, since a crowd that waits would cost us more than it costs the source.
public final class FailedAuthentications {
    /// How many answers are held back at once.
    public static final int MOST_WAITING = 1_000;
    private static final ThrottleSettings SETTINGS = new ThrottleSettings(600, Duration.ofMinutes(1),
            Duration.ofMillis(250), CidrSet.EMPTY);

    private final AuthThrottle throttle = new AuthThrottle();
    private final Semaphore waiting = new Semaphore(MOST_WAITING);
    private final LongSupplier nanos;
    private final Consumer<Duration> pause;

    /// @param nanos the monotonic clock
    /// @param pause has the thread that calls it wait
    public FailedAuthentications(LongSupplier nanos, Consumer<Duration> pause) {
        this.nanos = nanos;
        this.pause = pause;
    }

    /// Counts a failure, and returns when it may be answered.
    public void failed(IpAddress source) {
        throttle.failed(source, SETTINGS, nanos.getAsLong()).ifPresent(late -> {
            if (waiting.tryAcquire()) {
                try {
                    pause.accept(late.delay());
                } finally {
                    waiting.release();
                }
            }
        });
    }
}
