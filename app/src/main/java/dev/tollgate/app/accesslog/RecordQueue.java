package dev.tollgate.app.accesslog;

import dev.tollgate.domain.traffic.ExchangeRecord;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/// Hands records from event loops to the writer: bounded, without a lock. Thread-safe for any number of givers and one taker.
///
/// A giver wakes nobody, since that costs it a system call. The taker comes by on its own; only each time a quarter of the
/// room was used up it is called.
final class RecordQueue {
    private final AtomicReferenceArray<ExchangeRecord> slots;
    private final int mask;
    private final int quarter;
    private final Runnable filling;
    private final AtomicLong given = new AtomicLong();
    /// Only the taker writes it, once for each batch.
    private volatile long taken;

    /// @param capacity a power of two
    /// @param filling called now and then while the queue fills up
    RecordQueue(int capacity, Runnable filling) {
        this.slots = new AtomicReferenceArray<>(capacity);
        this.mask = capacity - 1;
        this.quarter = Math.max(1, capacity / 4);
        this.filling = filling;
    }

    /// @return false if there is no room
    boolean offer(ExchangeRecord ended) {
        long at;
        do {
            at = given.get();
            if (at - taken >= slots.length()) {
                return false;
            }
        } while (!given.compareAndSet(at, at + 1));
        slots.setRelease((int) at & mask, ended);
        if ((at + 1) % quarter == 0) {
            filling.run();
        }
        return true;
    }

    /// Takes what is there, in the order in which it came, as far as it fits into `batch`.
    ///
    /// @return how many records that were
    int take(ExchangeRecord[] batch) {
        long first = taken;
        int count = 0;
        while (count < batch.length) {
            int slot = (int) (first + count) & mask;
            ExchangeRecord next = slots.getAcquire(slot);
            if (next == null) {
                // Nothing, or one whose giver has yet to put it down.
                break;
            }
            slots.setPlain(slot, null);
            batch[count++] = next;
        }
        if (count > 0) {
            taken = first + count;
        }
        return count;
    }

    boolean isEmpty() {
        return given.get() == taken;
    }

    int size() {
        return (int) (given.get() - taken);
    }
}
