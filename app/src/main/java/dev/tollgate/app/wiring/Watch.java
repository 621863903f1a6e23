package dev.tollgate.app.wiring;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks every few seconds at what may change around a running node and is told by nobody. Thread-safe.
///
/// What is looked at on one watch waits for one another: what may be slow has a watch of its own.
final class Watch implements AutoCloseable {
    /// How long a change may go unnoticed.
    static final Duration EVERY = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

    private final Duration every;
    private final ScheduledExecutorService thread;

    Watch() {
        this(EVERY);
    }

    Watch(Duration every) {
        this("watch", every);
    }

    /// @param name of its thread
    Watch(String name) {
        this(name, EVERY);
    }

    private Watch(String name, Duration every) {
        this.every = every;
        this.thread = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name(name).factory());
    }

    /// Runs `look` from now on, on the watch's own thread.
    void add(Runnable look) {
        var _ = thread.scheduleWithFixedDelay(() -> run(look), every.toMillis(), every.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /// Runs `look` at once and from then on, on the watch's own thread.
    void now(Duration every, Runnable look) {
        var _ = thread.scheduleWithFixedDelay(() -> run(look), 0, every.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Runs `task` once, `after` some time.
    void once(Duration after, Runnable task) {
        var _ = thread.schedule(() -> run(task), after.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// An exception would end the looking for good.
    private static void run(Runnable look) {
        try {
            look.run();
        } catch (RuntimeException e) {
            LOG.error("A look at the surroundings failed; there will be another", e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
