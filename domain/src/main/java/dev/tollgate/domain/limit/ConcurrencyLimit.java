package dev.tollgate.domain.limit;

import java.util.concurrent.atomic.AtomicInteger;

/// Counts slots. The bound is passed in with each attempt, since the facts may change while slots are held. Thread-safe.
public final class ConcurrencyLimit {
    private final AtomicInteger held = new AtomicInteger();

    /// @return whether a slot was taken; nothing is held above `max`, however many ask at once
    public boolean tryTake(int max) {
        while (true) {
            int now = held.get();
            if (now >= max) {
                return false;
            }
            if (held.compareAndSet(now, now + 1)) {
                return true;
            }
        }
    }

    /// Gives one slot back.
    public void giveBack() {
        if (held.getAndUpdate(now -> Math.max(0, now - 1)) == 0) {
            throw new IllegalStateException("a slot was given back twice");
        }
    }

    public int held() {
        return held.get();
    }
}
