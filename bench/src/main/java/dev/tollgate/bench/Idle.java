package dev.tollgate.bench;

import dev.tollgate.bench.contender.Contender;
import dev.tollgate.bench.contender.Ground;
import dev.tollgate.bench.contender.RunningProxy;
import dev.tollgate.bench.contender.RunningProxy.Way;
import dev.tollgate.bench.contender.Usage;
import dev.tollgate.bench.load.Entrance;
import dev.tollgate.bench.load.Kind;
import dev.tollgate.bench.load.LoadSide;
import dev.tollgate.bench.load.Meter;
import dev.tollgate.bench.load.Outcome;
import dev.tollgate.bench.report.Figure;
import dev.tollgate.bench.report.Sheet;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// What idle tunnels cost in memory: each time with a fresh proxy, since one that was under load may hold what it took then. It
/// is warmed up first, so that what it learns in its first seconds is not blamed on the tunnels.
final class Idle {
    private static final Duration SETTLE = Duration.ofMillis(1_500);
    private static final int WARMING_CLIENTS = 16;
    private static final double KIB_IN_MB = 1_000_000 / 1_024.0;

    private final LoadSide load;
    private final Ground ground;
    private final Options options;
    private final Sheet sheet;
    private final Consumer<String> progress;

    Idle(LoadSide load, Ground ground, Options options, Sheet sheet, Consumer<String> progress) {
        this.load = load;
        this.ground = ground;
        this.options = options;
        this.sheet = sheet;
        this.progress = progress;
    }

    void measure(List<Contender> contenders) {
        for (int round = 1; round <= options.idleRounds(); round++) {
            for (Contender contender : contenders) {
                if (options.wants(Figure.IDLE_TUNNEL) && !contender.ways().equals(Set.of(Way.TLS))) {
                    plain(contender);
                }
                if (options.wants(Figure.IDLE_TLS_TUNNEL) && contender.ways().contains(Way.TLS)) {
                    tls(contender);
                }
            }
        }
    }

    private void plain(Contender contender) {
        progress.accept("idle tunnels: " + contender.name());
        try (RunningProxy proxy = contender.start(ground)) {
            sheet.add(Figure.LAUNCH, contender.name(), proxy.launchSeconds());
            proxy.tunnel().ifPresent(entrance -> {
                sheet.add(Figure.REST_MEMORY, contender.name(), Usage.memoryKib(proxy.sessions()) / KIB_IN_MB);
                warm(contender, entrance);
                Memory memory = idle(contender, proxy, entrance);
                sheet.add(Figure.IDLE_TUNNEL, contender.name(), memory.growth() / (double) options.idleTunnels());
                sheet.add(Figure.IDLE_MEMORY, contender.name(), memory.after / KIB_IN_MB);
            });
        }
    }

    private void tls(Contender contender) {
        progress.accept("idle tunnels inside TLS: " + contender.name());
        try (RunningProxy proxy = contender.start(ground)) {
            Optional<Entrance> entrance = proxy.entrance(Way.TLS);
            entrance.ifPresent(inside -> {
                warm(contender, inside);
                Memory memory = idle(contender, proxy, inside);
                sheet.add(Figure.IDLE_TLS_TUNNEL, contender.name(), memory.growth() / (double) options.idleTunnels());
            });
        }
    }

    private void warm(Contender contender, Entrance entrance) {
        load.run(entrance, Kind.FETCH, WARMING_CLIENTS, contender.warmsUp() ? options.warm() : SETTLE, Duration.ZERO,
                Meter.NONE);
    }

    private Memory idle(Contender contender, RunningProxy proxy, Entrance entrance) {
        Memory memory = new Memory(proxy);
        Outcome outcome = load.idle(entrance, options.idleTunnels(), SETTLE, memory);
        if (outcome.errors() > 0 || outcome.operations() < options.idleTunnels()) {
            sheet.note(contender.name() + " holds " + outcome.operations() + " of " + options.idleTunnels()
                    + " idle tunnels: " + outcome.firstError());
        }
        return memory;
    }

    /// In KiB, before and with the tunnels.
    private static final class Memory implements Meter {
        private final RunningProxy proxy;
        private long before;
        private long after;

        Memory(RunningProxy proxy) {
            this.proxy = proxy;
        }

        @Override
        public void begin() {
            before = Usage.memoryKib(proxy.sessions());
        }

        @Override
        public void end() {
            after = Usage.memoryKib(proxy.sessions());
        }

        long growth() {
            return after - before;
        }
    }
}
