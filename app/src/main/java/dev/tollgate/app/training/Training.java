package dev.tollgate.app.training;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.tollgate.app.demo.DemoNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.LoggerFactory;

/// Leads a node of its own through what nodes do all day: CONNECT, SOCKS5, plain requests, TLS, refusals, calls of the API. The JVM watches
/// (`-XX:AOTCacheOutput`) and keeps what it has learnt: classes as they are when loaded and linked, and which methods are hot, and how. See
/// JEP 514, JEP 515 and ADR 0019.
public final class Training {
    /// As many at once as make an event loop find several ready sockets in a round.
    private static final int CLIENTS = 12;

    private Training() {}

    /// @param duration of the exercise
    /// @throws UncheckedIOException if the node did not do what it was asked: then nothing is learnt from it
    public static void run(Duration duration) {
        if (LoggerFactory.getLogger("dev.tollgate") instanceof Logger ours) {
            ours.setLevel(Level.WARN);
        }
        try (DemoNode demo = DemoNode.start(true); ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
            long end = System.nanoTime() + duration.toNanos();
            List<Future<?>> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                List<Exercise.Errand> errands = new Exercise(demo).errands();
                int first = i;
                clients.add(threads.submit(() -> {
                    for (int turn = first; System.nanoTime() < end; turn++) {
                        errands.get(turn % errands.size()).run();
                    }
                    return null;
                }));
            }
            for (Future<?> client : clients) {
                client.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? new UncheckedIOException(io) : new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
