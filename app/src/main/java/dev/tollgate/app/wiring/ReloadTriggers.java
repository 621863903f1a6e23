package dev.tollgate.app.wiring;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;

/// Has the settings read again when somebody asks, and when one of their files has changed (G§20). Thread-safe.
public final class ReloadTriggers implements AutoCloseable {
    private final Reload reload;
    private final Watch watch;
    private final Semaphore asked = new Semaphore(0);
    private final Thread thread;

    /// @param files of the settings
    public ReloadTriggers(Reload reload, List<Path> files) {
        this(reload, files, Watch.EVERY);
    }

    /// @param every how often the files are looked at
    public ReloadTriggers(Reload reload, List<Path> files, Duration every) {
        this.reload = reload;
        this.watch = new Watch(every);
        this.thread = Thread.ofPlatform().name("reload").daemon().start(this::run);
        FileWatch changes = new FileWatch(() -> files);
        watch.add(() -> {
            if (changes.changed()) {
                request();
            }
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
