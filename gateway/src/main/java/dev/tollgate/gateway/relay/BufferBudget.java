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
    private volatile Thresholds thresholds;

    private record Thresholds(long limit, long tight, long exhausted) {
        static Thresholds of(long limit) {
            return new Thresholds(limit, (long) (limit * TIGHT), (long) (limit * EXHAUSTED));
        }
    }

    /// @param limit in bytes
    public BufferBudget(long limit) {
        this.thresholds = Thresholds.of(limit);
    }

    /// Goes by another limit from now on.
    ///
    /// @param limit in bytes
    public void resize(long limit) {
        thresholds = Thresholds.of(limit);
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
        return held.sum() >= thresholds.tight();
    }

    /// Whether new exchanges are refused.
    public boolean exhausted() {
        return held.sum() >= thresholds.exhausted();
    }

    /// Bytes that may be held at most.
    public long limit() {
        return thresholds.limit();
    }

    /// Bytes held now.
    public long held() {
        return held.sum();
    }
}
