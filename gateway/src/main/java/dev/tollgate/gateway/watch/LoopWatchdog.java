package dev.tollgate.gateway.watch;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// Notices when an event loop is held up: nothing on it may take longer than 100 ms. Thread-safe.
///
/// One thread gives each loop a small errand every 25 ms and sees how long it takes to get to it. What it measures is thus at
/// most 25 ms less than what happened. A look that itself comes late means that the whole process stood still (garbage
/// collection, a stopped or starved machine): that is counted apart, and held against no loop.
public final class LoopWatchdog implements AutoCloseable {
    /// Longer than this is a stall.
    public static final Duration STALL = Duration.ofMillis(100);
    private static final Duration EVERY = Duration.ofMillis(25);
    /// A look that is later than this found the process paused.
    private static final Duration LATE = Duration.ofMillis(50);
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);
    private static final int FRAMES = 40;
    private static final Logger LOG = LoggerFactory.getLogger(LoopWatchdog.class);

    private final List<LoopPulse> pulses;
    private final LongSupplier nanos;
    private final BiConsumer<Level, String> lines;
    private final Thread thread;
    private volatile boolean closed;
    private volatile @Nullable LoopStall latest;
    private volatile long pauses;
    private volatile long longestPause;
    private long lastLook;
    private long lastLine;
    private boolean anyLine;
    private long leftOut;

    LoopWatchdog(List<? extends Executor> loops, LongSupplier nanos, BiConsumer<Level, String> lines) {
        this.pulses = loops.stream().map(loop -> new LoopPulse(loop, nanos)).toList();
        this.nanos = nanos;
        this.lines = lines;
        this.lastLook = nanos.getAsLong();
        this.thread = Thread.ofPlatform().name("loop-watchdog").daemon().unstarted(this::run);
    }

    /// Watches `loops` until it is closed.
    public static LoopWatchdog start(List<? extends Executor> loops) {
        LoopWatchdog watchdog = new LoopWatchdog(loops, System::nanoTime,
                (level, line) -> LOG.atLevel(level).log(line));
        watchdog.pulses.forEach(LoopPulse::meet);
        watchdog.thread.start();
        return watchdog;
    }

    private void run() {
        while (!closed) {
            LockSupport.parkNanos(this, EVERY.toNanos());
            try {
                look();
            } catch (RejectedExecutionException _) {
                // The loops are going down.
                return;
            }
        }
    }

    /// One look at every loop.
    void look() {
        long now = nanos.getAsLong();
        long late = now - lastLook - EVERY.toNanos();
        lastLook = now;
        long paused = late > LATE.toNanos() ? late : 0;
        if (paused > STALL.toNanos()) {
            pause(paused, now);
        }
        for (LoopPulse pulse : pulses) {
            pulse.look(now, paused).ifPresent(stall -> found(stall, now));
        }
    }

    /// Only the watchdog's thread writes what it counts.
    @SuppressWarnings("NonAtomicVolatileUpdate")
    private void pause(long paused, long now) {
        pauses++;
        longestPause = Math.max(longestPause, paused);
        // One of these is no reason to look; the metric shows when there are many.
        say(now, Level.INFO, "The whole process paused for " + Duration.ofNanos(paused).toMillis()
                + " ms (garbage collection, or the machine gave it no time)");
    }

    private void found(LoopStall stall, long now) {
        latest = stall;
        say(now, Level.WARN, "The event loop " + stall.loop() + " has been busy for " + stall.lasted().toMillis()
                + " ms with one thing and serves nobody else meanwhile:" + stall.doing().stream().limit(FRAMES)
                        .map(frame -> "\n    at " + frame).collect(Collectors.joining()));
    }

    private void say(long now, Level level, String what) {
        if (anyLine && now - lastLine < BETWEEN_LINES.toNanos()) {
            leftOut++;
            return;
        }
        lines.accept(level, leftOut == 0 ? what : "(" + leftOut + " such lines were left out) " + what);
        anyLine = true;
        lastLine = now;
        leftOut = 0;
    }

    /// How many loops are watched; they are numbered from 0.
    public int loops() {
        return pulses.size();
    }

    /// The longest that one loop took to get to a task, one under way included.
    public Duration longestStall(int loop) {
        return pulses.get(loop).longest();
    }

    /// The same, of all loops.
    public Duration longestStall() {
        return pulses.stream().map(LoopPulse::longest).max(Duration::compareTo).orElse(Duration.ZERO);
    }

    /// How often a loop took longer than [#STALL].
    public long stalls() {
        return pulses.stream().mapToLong(LoopPulse::stalls).sum();
    }

    /// What the last one was about; empty if none was caught in the act.
    public Optional<LoopStall> latestStall() {
        return Optional.ofNullable(latest);
    }

    /// How often the whole process stood still for longer than [#STALL].
    public long pauses() {
        return pauses;
    }

    public Duration longestPause() {
        return Duration.ofNanos(longestPause);
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
