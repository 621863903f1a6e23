package dev.tollgate.bench.contender;

import dev.tollgate.bench.load.Entrance;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// A contender that was started, and listens.
public final class RunningProxy implements AutoCloseable {
    private final List<Program> programs;
    private final double launchSeconds;
    private final Map<Way, Entrance> entrances;

    /// The ways in.
    public enum Way {
        CONNECT,
        SOCKS5,
        HTTP,
        /// CONNECT inside TLS.
        TLS
    }

    /// @param programs in the order in which they were started
    RunningProxy(List<Program> programs, double launchSeconds, Map<Way, Entrance> entrances) {
        this.programs = List.copyOf(programs);
        this.launchSeconds = launchSeconds;
        this.entrances = new EnumMap<>(entrances);
    }

    public Optional<Entrance> entrance(Way way) {
        return Optional.ofNullable(entrances.get(way));
    }

    /// For what goes through a tunnel, whichever protocol opened it.
    public Optional<Entrance> tunnel() {
        return entrance(Way.CONNECT).or(() -> entrance(Way.SOCKS5));
    }

    /// From the launch to the first connection it took.
    public double launchSeconds() {
        return launchSeconds;
    }

    /// Of its processes, for [Usage].
    public Set<Long> sessions() {
        return programs.stream().map(Program::session).collect(Collectors.toSet());
    }

    /// Ends every program that still runs for a contender.
    public static void endAll() {
        Program.endAll();
    }

    @Override
    public void close() {
        programs.reversed().forEach(Program::close);
    }
}
