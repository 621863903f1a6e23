package dev.tollgate.gateway.watch;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// One event loop as the watchdog sees it: an errand is given to it, and how long it takes to get to it is how long it was
/// busy with something else. Confined to the watchdog's thread, but for the errand and for what is read from it.
final class LoopPulse {
    private final Executor loop;
    private final LongSupplier nanos;

    /// Written by the loop when it gets to the errand.
    private volatile long ranAt;
    private volatile boolean ran;
    private volatile @Nullable Thread thread;

    private boolean underWay;
    private boolean told;
    private long givenAt;
    private volatile long longest;
    private volatile long stalls;

    LoopPulse(Executor loop, LongSupplier nanos) {
        this.loop = loop;
        this.nanos = nanos;
    }

    /// Learns which thread the loop's is. Whatever is given to the loop later finds that done.
    void meet() {
        loop.execute(() -> thread = Thread.currentThread());
    }

    /// Looks at the errand under way, or gives a new one.
    ///
    /// @param paused how long the whole process stood still since the last look: not the loop's fault
    /// @return what it does instead, once for each stall
    Optional<LoopStall> look(long now, long paused) {
        if (!underWay) {
            give(now);
            return Optional.empty();
        }
        givenAt += paused;
        boolean over = ran;
        long waited = (over ? ranAt : now) - givenAt;
        longest = Math.max(longest, waited);
        Optional<LoopStall> found = Optional.empty();
        if (!told && waited > LoopWatchdog.STALL.toNanos()) {
            told = true;
            count();
            // One that is over by now has nothing left to show.
            found = over ? Optional.empty() : Optional.of(stall(waited));
        }
        if (over) {
            give(now);
        }
        return found;
    }

    private void give(long now) {
        underWay = true;
        told = false;
        ran = false;
        givenAt = now;
        loop.execute(this::run);
    }

    private void run() {
        ranAt = nanos.getAsLong();
        ran = true;
    }

    private LoopStall stall(long waited) {
        Thread busy = thread;
        return busy == null
                ? new LoopStall("that nobody met", Duration.ofNanos(waited), List.of())
                : new LoopStall(busy.getName(), Duration.ofNanos(waited), List.of(busy.getStackTrace()));
    }

    /// Only the watchdog's thread writes it.
    @SuppressWarnings("NonAtomicVolatileUpdate")
    private void count() {
        stalls++;
    }

    Duration longest() {
        return Duration.ofNanos(longest);
    }

    long stalls() {
        return stalls;
    }
}
