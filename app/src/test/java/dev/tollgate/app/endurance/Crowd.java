package dev.tollgate.app.endurance;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Many clients at once, each on a thread of its own.
public final class Crowd {
    private static final int SHOWN = 5;

    private Crowd() {}

    /// Runs all at once and waits for all.
    ///
    /// @return what each came to
    /// @throws AssertionError if one failed; it says how many, and shows the first few
    public static <T> List<T> run(List<? extends Callable<T>> clients) throws InterruptedException {
        List<T> results = new ArrayList<>();
        List<Throwable> failures = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> running = new ArrayList<>();
            for (Callable<T> one : clients) {
                running.add(threads.submit(one));
            }
            for (Future<T> one : running) {
                try {
                    results.add(one.get());
                } catch (ExecutionException e) {
                    failures.add(e.getCause());
                }
            }
        }
        if (!failures.isEmpty()) {
            AssertionError told = new AssertionError(failures.size() + " of " + clients.size() + " clients failed");
            failures.stream().limit(SHOWN).forEach(told::addSuppressed);
            throw told;
        }
        return results;
    }
}
