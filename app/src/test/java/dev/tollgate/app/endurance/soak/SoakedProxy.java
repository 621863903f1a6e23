package dev.tollgate.app.endurance.soak;

import dev.tollgate.app.EchoTarget;
import dev.tollgate.app.endurance.ClientLine;
import dev.tollgate.app.journey.target.JourneyTarget;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A proxy that a soak runs against, as a process of its own with targets of its own. Thread-safe.
abstract class SoakedProxy implements AutoCloseable {
    private final JourneyTarget target = JourneyTarget.plain();
    private final EchoTarget echo = EchoTarget.start();

    abstract String name();

    abstract long pid();

    /// Where it takes clients.
    abstract int port();

    /// Serves files and checksums.
    final JourneyTarget target() {
        return target;
    }

    /// Of the target that says again what it hears.
    final int echoPort() {
        return echo.port();
    }

    /// A connection on which plain requests go.
    final ClientLine open(int turn) throws IOException {
        return ClientLine.open(port(), ClientLine.source(turn));
    }

    /// A tunnel to `targetPort` on 127.0.0.1, through the doorway of this turn.
    abstract ClientLine tunnel(int turn, int targetPort) throws IOException;

    /// The field that plain requests carry, with its line end; may be empty.
    abstract String credentials();

    /// What it counts itself, by name.
    Map<String, Double> counters() throws IOException, InterruptedException {
        return Map.of();
    }

    /// Bytes of objects that are alive, after a collection; 0 where there is no such thing.
    long liveHeap() throws IOException, InterruptedException {
        return 0;
    }

    /// The longest that one of its event loops was held up; zero where there is no such thing.
    Duration longestStall() throws IOException, InterruptedException {
        return Duration.ZERO;
    }

    /// What it said that needs somebody's attention.
    List<String> troubles() {
        return List.of();
    }

    /// Ends the process, before its targets.
    abstract void stop();

    @Override
    public final void close() {
        stop();
        target.close();
        echo.close();
    }
}
