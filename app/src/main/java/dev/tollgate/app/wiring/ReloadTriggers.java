package dev.tollgate.app.wiring;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/// Has the settings read again when somebody asks, and when their file has changed (G§20). Thread-safe.
public final class ReloadTriggers implements AutoCloseable {
    private final Reload reload;
    private final Watch watch = new Watch();
    private final Semaphore asked = new Semaphore(0);
    private final Thread thread;

    /// @param file of the settings, if there is one
    public ReloadTriggers(Reload reload, Optional<Path> file) {
        this.reload = reload;
        this.thread = Thread.ofPlatform().name("reload").daemon().start(this::run);
        file.ifPresent(one -> {
            FileWatch changes = new FileWatch(() -> List.of(one));
            watch.add(() -> {
                if (changes.changed()) {
                    request();
                }
            });
        });
    }

    /// Has them read soon. From a signal handler too: it waits for nothing.
    public void request() {
        asked.release();
    }

    /// Whoever asks while they are being read has them read once more, however many ask.
    private void run() {
        try {
            while (true) {
                asked.acquire();
                asked.drainPermits();
                reload.now();
            }
        } catch (InterruptedException _) {
            // Closed.
            return;
        }
    }

    @Override
    public void close() {
        watch.close();
        thread.interrupt();
    }
}
