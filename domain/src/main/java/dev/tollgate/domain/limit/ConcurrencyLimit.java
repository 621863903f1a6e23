package dev.tollgate.domain.limit;

import java.util.concurrent.atomic.AtomicLongArray;

/// The rule of slots, over a counter of those that are held. The bound is passed in with each attempt, since the facts may
/// change while slots are held.
final class ConcurrencyLimit {
    private ConcurrencyLimit() {}

    /// @return whether a slot was taken; nothing is held above `max`, however many ask at once
    static boolean tryTake(AtomicLongArray held, int counter, int max) {
        while (true) {
            long now = held.get(counter);
            if (now >= max) {
                return false;
            }
            if (held.compareAndSet(counter, now, now + 1)) {
                return true;
            }
        }
    }

    /// Gives one slot back.
    static void giveBack(AtomicLongArray held, int counter) {
        if (held.getAndUpdate(counter, now -> Math.max(0, now - 1)) == 0) {
            throw new IllegalStateException("a slot was given back twice");
        }
    }
}
