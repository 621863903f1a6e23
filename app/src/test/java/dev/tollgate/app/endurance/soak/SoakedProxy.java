package dev.tollgate.app.endurance.soak;

import dev.tollgate.app.endurance.ClientLine;
import dev.tollgate.app.journey.target.JourneyTarget;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A proxy that a soak runs against, as a process of its own with targets of its own. Thread-safe.
interface SoakedProxy extends AutoCloseable {
    String name();

    long pid();

    /// Serves files and checksums.
    JourneyTarget target();

    /// Of the target that says again what it hears.
    int echoPort();

    /// A connection on which plain requests go.
    ClientLine open(int turn) throws IOException;

    /// A tunnel to `port` on 127.0.0.1, through the doorway of this turn.
    ClientLine tunnel(int turn, int port) throws IOException;

    /// The field that plain requests carry, with its line end; may be empty.
    String credentials();

    /// What it counts itself, by name.
    Map<String, Double> counters() throws IOException, InterruptedException;

    /// Bytes of objects that are alive, after a collection; 0 where there is no such thing.
    long liveHeap() throws IOException, InterruptedException;

    /// The longest that one of its event loops was held up; zero where there is no such thing.
    Duration longestStall() throws IOException, InterruptedException;

    /// What it said that needs somebody's attention.
    List<String> troubles();

    @Override
    void close();
}
