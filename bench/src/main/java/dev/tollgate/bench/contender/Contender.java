package dev.tollgate.bench.contender;

import dev.tollgate.bench.contender.RunningProxy.Way;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// A proxy that takes part.
public interface Contender {
    /// As the tables show it.
    String name();

    /// What must be installed for it and is not.
    Optional<String> missing();

    /// The ways in that it has.
    Set<Way> ways();

    /// Whether it is still being compiled while it runs, and so needs seconds of each load before it shows what it can.
    default boolean warmsUp() {
        return false;
    }

    /// Starts a fresh one.
    RunningProxy start(Ground ground);

    /// Everyone, Tollgate first.
    static List<Contender> all() {
        return List.of(new Tollgate("tollgate", "auto"), new Tollgate("tollgate, splice off", "off"), new Squid(),
                new SquidBehindHaproxy(), new Tinyproxy(), new Microsocks());
    }

    /// The first of `programs` that is not installed.
    static Optional<String> firstMissing(String... programs) {
        return Stream.of(programs).filter(program -> Program.find(program).isEmpty()).findFirst();
    }
}
