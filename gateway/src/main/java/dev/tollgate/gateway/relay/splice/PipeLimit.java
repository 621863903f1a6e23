package dev.tollgate.gateway.relay.splice;

import java.util.concurrent.atomic.AtomicInteger;

/// How many pipes the process may have. Thread-safe.
final class PipeLimit {
    private final int most;
    private final AtomicInteger open = new AtomicInteger();

    PipeLimit(int most) {
        this.most = most;
    }

    boolean take() {
        // Looked at first, so that those who go without do not fight over the counter.
        if (open.get() >= most) {
            return false;
        }
        if (open.incrementAndGet() > most) {
            open.decrementAndGet();
            return false;
        }
        return true;
    }

    void giveBack() {
        open.decrementAndGet();
    }

    int open() {
        return open.get();
    }
}
