package dev.tollgate.app.endurance.soak;

import java.io.IOException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// Clients of one proxy, begun at an even rate whatever becomes of those before. Thread-safe.
final class Load {
    /// More at once would be a proxy that has stopped answering.
    private static final int MOST_AT_ONCE = 1000;
    private static final int KEPT_FAULTS = 10;
    private static final int FIRST = 60;

    private final SoakedProxy proxy;
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong aborted = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong leftOut = new AtomicLong();
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();

    Load(SoakedProxy proxy) {
        this.proxy = proxy;
    }

    /// Runs until the time is over and the last client has left. Some come one after another first, so that the clients' own
    /// compiler is no reason for a crowd at the door.
    void run(int rate, Duration duration) {
        for (int turn = 0; turn < FIRST; turn++) {
            serve(turn);
        }
        Semaphore places = new Semaphore(MOST_AT_ONCE);
        long began = System.nanoTime();
        long clients = duration.toMillis() * rate / 1000;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int turn = 0; turn < clients; turn++) {
                await(began + turn * 1_000_000_000L / rate);
                if (places.tryAcquire()) {
                    int mine = turn;
                    threads.execute(() -> {
                        serve(mine);
                        places.release();
                    });
                } else {
                    leftOut.incrementAndGet();
                    fault("turn " + turn + ": found " + MOST_AT_ONCE + " others waiting");
                }
            }
        }
    }

    /// Clients come by the clock here; there is no condition to wait for.
    private static void await(long moment) {
        for (long left = moment - System.nanoTime(); left > 0; left = moment - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private void serve(int turn) {
        Errand errand = Errand.of(turn);
        try {
            errand.run(proxy, turn);
            (errand == Errand.ABORT ? aborted : done).incrementAndGet();
        } catch (IOException | RuntimeException | AssertionError e) {
            failed.incrementAndGet();
            fault(errand + ", turn " + turn + ": " + e);
        }
    }

    private void fault(String what) {
        if (faults.size() < KEPT_FAULTS) {
            faults.add(what);
        }
    }

    long done() {
        return done.get();
    }

    long aborted() {
        return aborted.get();
    }

    /// Clients whose errand failed, and those that found no place.
    long failed() {
        return failed.get() + leftOut.get();
    }

    Queue<String> faults() {
        return faults;
    }
}
