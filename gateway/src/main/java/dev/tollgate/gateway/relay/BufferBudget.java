package dev.tollgate.gateway.relay;

import java.util.concurrent.atomic.LongAdder;

/// How many bytes the node may hold on their way, over all connections (G§19, `gateway.buffer_budget`). Thread-safe.
///
/// From 80 % on nothing more is read for whoever holds bytes already; from 90 % on new exchanges are refused. What is counted
/// is the capacity of the buffers, not what is in them.
public final class BufferBudget {
    private static final double TIGHT = 0.8;
    private static final double EXHAUSTED = 0.9;

    private final LongAdder held = new LongAdder();
    private final long limit;
    private final long tightFrom;
    private final long exhaustedFrom;

    /// @param limit in bytes
    public BufferBudget(long limit) {
        this.limit = limit;
        this.tightFrom = (long) (limit * TIGHT);
        this.exhaustedFrom = (long) (limit * EXHAUSTED);
    }

    public static BufferBudget unlimited() {
        return new BufferBudget(Long.MAX_VALUE);
    }

    /// @param bytes negative where a holder says that it holds less than before
    public void take(int bytes) {
        held.add(bytes);
    }

    public void giveBack(int bytes) {
        held.add(-bytes);
    }

    /// Whether reading pauses.
    public boolean tight() {
        return held.sum() >= tightFrom;
    }

    /// Whether new exchanges are refused.
    public boolean exhausted() {
        return held.sum() >= exhaustedFrom;
    }

    /// Bytes that may be held at most.
    public long limit() {
        return limit;
    }

    /// Bytes held now.
    public long held() {
        return held.sum();
    }
}
