package dev.tollgate.gateway.transport;

import java.util.concurrent.atomic.AtomicInteger;

/// How many sockets clients and targets have open together, and how many they may: the process has further use for its
/// descriptors, above all the control plane, which must answer when the gateway is full. Thread-safe.
///
/// Of the sockets a part is kept for targets, so that those who were accepted can be served.
public final class SocketBudget {
    private final AtomicInteger open = new AtomicInteger();
    private final int limit;
    private final int fullFrom;

    /// @param limit sockets at once
    /// @param keptForTargets those of them for which no client is accepted
    public SocketBudget(int limit, int keptForTargets) {
        if (keptForTargets < 0 || keptForTargets >= limit) {
            throw new IllegalArgumentException("of " + limit + " sockets " + keptForTargets + " cannot be kept");
        }
        this.limit = limit;
        this.fullFrom = limit - keptForTargets;
    }

    public static SocketBudget unlimited() {
        return new SocketBudget(Integer.MAX_VALUE, 0);
    }

    /// Counts one that is open already.
    public void take() {
        open.incrementAndGet();
    }

    /// Asks for one that is to be opened.
    ///
    /// @return whether there is one to be had; it is counted then
    public boolean tryTake() {
        if (open.incrementAndGet() <= limit) {
            return true;
        }
        giveBack();
        return false;
    }

    public void giveBack() {
        open.decrementAndGet();
    }

    /// Whether no more clients are accepted for now, and no connection is kept in case it is needed again.
    public boolean full() {
        return open.get() >= fullFrom;
    }

    /// Whether clients are accepted again: one and its target fit, so that accepting does not stop again at once.
    public boolean hasRoom() {
        return open.get() <= fullFrom - 2;
    }

    /// Whether there is none left for a target either.
    public boolean exhausted() {
        return open.get() >= limit;
    }

    public int open() {
        return open.get();
    }

    public int limit() {
        return limit;
    }
}
