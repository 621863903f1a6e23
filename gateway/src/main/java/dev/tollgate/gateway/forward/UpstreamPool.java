package dev.tollgate.gateway.forward;

import dev.tollgate.domain.exit.Exit;
import dev.tollgate.gateway.dial.Dialing;
import dev.tollgate.gateway.dial.ExitDialer;
import dev.tollgate.gateway.http1.HeadRules;
import dev.tollgate.gateway.transport.SocketBudget;
import io.netty.channel.EventLoop;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The connections to targets of one event loop: opens them, and keeps those whose last exchange ended cleanly for the same
/// sub-user, exit and target (G§4.3). Confined to the loop, but for [#idle],
/// [#opened] and [#reused].
public final class UpstreamPool {
    static final int MAX_IDLE_OF_KEY = 256;

    private final EventLoop loop;
    private final ExitDialer dialer;
    private final TargetHandshake tls;
    private HeadRules rules;
    private UpstreamLimits limits;
    private final SocketBudget sockets;
    private final IdleConnections idle = new IdleConnections();
    private final LongAdder opened = new LongAdder();
    private final LongAdder reused = new LongAdder();
    private @Nullable Future<?> sweep;
    private int generation;
    private boolean closed;

    public UpstreamPool(EventLoop loop, ExitDialer dialer, TargetHandshake tls, HeadRules rules,
            UpstreamLimits limits, SocketBudget sockets) {
        this.loop = loop;
        this.dialer = dialer;
        this.tls = tls;
        this.rules = rules;
        this.limits = limits;
        this.sockets = sockets;
    }

    /// Goes by these from now on; connections to targets that are open keep the rules they began with.
    public void use(HeadRules otherRules, UpstreamLimits otherLimits) {
        rules = otherRules;
        limits = otherLimits;
    }

    /// Keeps nothing of what was opened up to now: where connections may lead has changed. Those that carry a request carry it to
    /// its end.
    public void renew() {
        generation++;
        closeIdle();
    }

    /// What is opened from now on belongs to.
    int generation() {
        return generation;
    }

    /// An idle connection, if there is one that can be reused.
    public Optional<UpstreamConnection> take(UpstreamKey key) {
        Optional<UpstreamConnection> taken = idle.take(key);
        while (taken.isPresent() && !taken.get().reusable()) {
            taken.get().close();
            taken = idle.take(key);
        }
        if (taken.isPresent()) {
            reused.increment();
        }
        return taken;
    }

    /// Opens a new connection.
    ///
    /// @param outcome told once, on the loop, possibly from within this call, unless it is cancelled first
    public Dialing open(Exit exit, UpstreamKey key, Consumer<Opening> outcome) {
        opened.increment();
        UpstreamOpening opening = new UpstreamOpening(this, key, outcome);
        opening.start(exit);
        return opening;
    }

    /// Connections that wait for a request.
    public int idle() {
        return idle.size();
    }

    /// Connections that were asked for because none could be reused, since the start.
    public long opened() {
        return opened.sum();
    }

    /// How often a kept one was used again, since the start.
    public long reused() {
        return reused.sum();
    }

    /// Closes what is idle, and keeps nothing from now on.
    public void close() {
        closed = true;
        if (sweep != null) {
            sweep.cancel(false);
        }
        closeIdle();
    }

    /// Closes what is idle: its descriptors are needed.
    public void closeIdle() {
        for (UpstreamConnection at = idle.oldest(); at != null; at = idle.oldest()) {
            drop(at);
        }
    }

    void keep(UpstreamConnection connection) {
        if (closed || connection.generation() != generation || sockets.full() || limits.maxIdle() == 0 || idle.size(
                connection.key()) >= MAX_IDLE_OF_KEY) {
            connection.close();
            return;
        }
        UpstreamConnection oldest = idle.oldest();
        if (oldest != null && idle.size() >= limits.maxIdle()) {
            drop(oldest);
        }
        connection.idleSince = nanos();
        idle.add(connection);
        if (sweep == null) {
            sweepIn(limits.idle().toNanos());
        }
    }

    void forget(UpstreamConnection connection) {
        idle.remove(connection);
    }

    private void drop(UpstreamConnection connection) {
        idle.remove(connection);
        connection.close();
    }

    private void sweepIn(long nanos) {
        sweep = loop.schedule(this::sweep, nanos, TimeUnit.NANOSECONDS);
    }

    /// One timer for all: they are in the order in which their time is over.
    private void sweep() {
        sweep = null;
        long now = nanos();
        for (UpstreamConnection at = idle.oldest(); at != null; at = idle.oldest()) {
            long left = limits.idle().toNanos() - (now - at.idleSince);
            if (left > 0) {
                sweepIn(left);
                return;
            }
            drop(at);
        }
    }

    EventLoop eventLoop() {
        return loop;
    }

    ExitDialer dialer() {
        return dialer;
    }

    TargetHandshake tls() {
        return tls;
    }

    HeadRules rules() {
        return rules;
    }

    UpstreamLimits limits() {
        return limits;
    }

    long nanos() {
        return loop.ticker().nanoTime();
    }
}
