package dev.tollgate.bench;

import dev.tollgate.app.Main;
import dev.tollgate.bench.contender.Contender;
import dev.tollgate.bench.contender.Ground;
import dev.tollgate.bench.contender.RunningProxy;
import dev.tollgate.bench.contender.RunningProxy.Way;
import dev.tollgate.bench.contender.Tollgate;
import dev.tollgate.bench.load.LoadSide;
import dev.tollgate.bench.load.Meter;
import dev.tollgate.bench.load.Outcome;
import dev.tollgate.bench.report.Figure;
import dev.tollgate.bench.report.Sheet;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// The whole benchmark, for a fraction of a second each, with a node as a process of its own.
@EnabledOnOs(OS.LINUX)
class BenchTest {
    private static final Duration SHORT = Duration.ofMillis(150);
    private static final Options SMALLEST = new Options(1, 1, SHORT, Duration.ofMillis(50), 40, 0, 0, Pattern.compile(
            ""),
            Pattern.compile(""), Path.of("."));
    private static final Contender NODE = new Tollgate("tollgate", "auto");
    private static final Contender NOT_INSTALLED = new Contender() {
        @Override
        public String name() {
            return "rare proxy";
        }

        @Override
        public Optional<String> missing() {
            return Optional.of("rareproxyd");
        }

        @Override
        public Set<Way> ways() {
            return Set.of(Way.SOCKS5);
        }

        @Override
        public RunningProxy start(Ground ground) {
            throw new IllegalStateException("it is not there");
        }
    };

    @AutoClose
    private final LoadSide load = new LoadSide();
    @TempDir
    private Path folder;

    private Ground ground() {
        return Ground.prepare(folder, List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"), Main.class.getName()), load
                        .originPort(),
                Optional.empty());
    }

    @Test
    void every_measure_of_a_node_gives_a_plausible_figure_and_a_missing_proxy_is_named() {
        Sheet sheet = new Bench(load, ground(), SMALLEST, step -> {}).run(List.of(NODE, NOT_INSTALLED));

        for (Measure measure : Measure.values()) {
            assertThat(sheet.figures()).extracting(Figure::name).as(measure.name()).anyMatch(
                    name -> name.startsWith(measure.name().replace("PING_PONG", "PING")));
        }
        for (Figure figure : sheet.figures()) {
            assertThat(sheet.values(figure, NODE.name())).as(figure.name()).hasSize(1).allMatch(
                    value -> value > 0 && Double.isFinite(value));
        }
        assertThat(sheet.values(Figure.LAUNCH, NODE.name()).getFirst()).isBetween(0.1, 60.0);
        assertThat(sheet.notes()).contains("rare proxy was left out: rareproxyd is not installed.")
                .noneMatch(note -> note.contains("errors") || note.contains("does not relay"));
    }

    @Test
    void idle_tunnels_of_both_kinds_are_held_without_an_error() {
        try (RunningProxy node = NODE.start(ground())) {
            for (Way way : List.of(Way.CONNECT, Way.SOCKS5, Way.TLS)) {
                Outcome outcome = load.idle(node.entrance(way).orElseThrow(), 40, Duration.ZERO, Meter.NONE);

                assertThat(outcome.firstError()).as(way.name()).isEmpty();
                assertThat(outcome.operations()).isEqualTo(40);
            }
        }
    }
}
