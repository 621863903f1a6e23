package dev.tollgate.gateway.connection;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The one deadline of a connection that holds at a time. Confined to its event loop.
///
/// Nearly all deadlines are met, and the next one is due later: so the timer of one is kept, and where it goes off too early,
/// it is set for the rest. A kept connection then has a timer for each minute instead of three for each request. It refers to
/// nothing of the connection while no deadline holds.
final class Deadline implements Runnable {
    private final EventLoop loop;
    private @Nullable Runnable late;
    private long due;
    private @Nullable Future<?> timer;
    private long timerDue;

    Deadline(EventLoop loop) {
        this.loop = loop;
    }

    /// Runs `action` unless another deadline is set, or this one cleared, within `time` from now.
    void set(Duration time, Runnable action) {
        late = action;
        due = now() + time.toNanos();
        if (timer != null && timerDue - due > 0) {
            timer.cancel(false);
            timer = null;
        }
        if (timer == null) {
            startTimer(time.toNanos());
        }
    }

    void clear() {
        late = null;
    }

    /// There will be none any more.
    void end() {
        late = null;
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    private void startTimer(long nanos) {
        timerDue = due;
        timer = loop.schedule(this, nanos, TimeUnit.NANOSECONDS);
    }

    /// The timer went off.
    @Override
    public void run() {
        timer = null;
        Runnable action = late;
        if (action == null) {
            return;
        }
        long left = due - now();
        if (left > 0) {
            startTimer(left);
        } else {
            late = null;
            action.run();
        }
    }

    private long now() {
        return loop.ticker().nanoTime();
    }
}
