package dev.tollgate.bench;

import dev.tollgate.bench.contender.Contender;
import dev.tollgate.bench.contender.Ground;
import dev.tollgate.bench.contender.RunningProxy;
import dev.tollgate.bench.load.Entrance;
import dev.tollgate.bench.load.LoadSide;
import dev.tollgate.bench.load.Meter;
import dev.tollgate.bench.load.Outcome;
import dev.tollgate.bench.report.Figure;
import dev.tollgate.bench.report.Sheet;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// One run of the benchmark: every measure of every contender, round by round, so that what happens to the machine meanwhile
/// happens to all. Confined to the thread of its load side.
final class Bench {
    private static final Duration SETTLE = Duration.ofMillis(300);
    private static final Duration WARM_OTHERS = Duration.ofMillis(500);

    private final LoadSide load;
    private final Ground ground;
    private final Options options;
    private final Sheet sheet = new Sheet();
    private final Consumer<String> progress;

    /// @param progress told what is done at the moment
    Bench(LoadSide load, Ground ground, Options options, Consumer<String> progress) {
        this.load = load;
        this.ground = ground;
        this.options = options;
        this.progress = progress;
    }

    Sheet run(List<Contender> everyone) {
        List<Contender> contenders = everyone.stream().filter(one -> options.wantsContender(one.name()))
                .filter(this::installed).toList();
        underLoad(contenders);
        Idle idle = new Idle(load, ground, options, sheet, progress);
        idle.measure(contenders);
        return sheet;
    }

    private boolean installed(Contender contender) {
        Optional<String> missing = contender.missing();
        missing.ifPresent(program -> {
            String note = contender.name() + " was left out: " + program + " is not installed.";
            progress.accept("!!! " + note);
            sheet.note(note);
        });
        return missing.isEmpty();
    }

    private void underLoad(List<Contender> contenders) {
        Map<Contender, RunningProxy> running = new LinkedHashMap<>();
        try {
            for (Contender contender : contenders) {
                progress.accept("start " + contender.name());
                RunningProxy proxy = contender.start(ground);
                running.put(contender, proxy);
                sheet.add(Figure.LAUNCH, contender.name(), proxy.launchSeconds());
                mustBeHonest(contender, proxy);
            }
            running.forEach(this::warm);
            for (int round = 1; round <= options.rounds(); round++) {
                for (Measure measure : Measure.values()) {
                    if (options.wants(measure)) {
                        progress.accept("round " + round + " of " + options.rounds() + ": " + measure);
                        running.forEach((contender, proxy) -> measure(measure, contender, proxy));
                    }
                }
            }
            if (options.sustainedSeconds() > 0 && options.wants(Figure.SUSTAINED_RATE)) {
                running.forEach(this::sustained);
            }
        } finally {
            running.values().forEach(RunningProxy::close);
        }
    }

    /// A relay that loses or changes bytes must not be measured.
    private void mustBeHonest(Contender contender, RunningProxy proxy) {
        for (RunningProxy.Way way : List.of(RunningProxy.Way.CONNECT, RunningProxy.Way.SOCKS5, RunningProxy.Way.TLS)) {
            proxy.entrance(way).map(load::integrity).filter(wrong -> !wrong.isEmpty()).ifPresent(wrong -> {
                String note = contender.name() + " does not relay what it got (" + way + "): " + wrong;
                progress.accept("!!! " + note);
                sheet.note(note);
            });
        }
    }

    private void warm(Contender contender, RunningProxy proxy) {
        Duration time = contender.warmsUp() ? options.warm() : WARM_OTHERS;
        for (Measure measure : Measure.values()) {
            if (options.wants(measure)) {
                measure.entrance(proxy).ifPresent(entrance -> {
                    progress.accept("warm up " + contender.name() + ": " + measure);
                    load.run(entrance, measure.kind(), measure.clients(), time, Duration.ZERO, Meter.NONE);
                });
            }
        }
    }

    private void measure(Measure measure, Contender contender, RunningProxy proxy) {
        Optional<Entrance> entrance = measure.entrance(proxy);
        if (entrance.isEmpty()) {
            return;
        }
        for (int attempt = 1;; attempt++) {
            Watched watched = new Watched(proxy.sessions());
            Outcome outcome = load.run(entrance.get(), measure.kind(), measure.clients(), SETTLE, options.counted(),
                    watched);
            if (watched.shares().disturbed() && attempt < options.attempts()) {
                continue;
            }
            if (watched.shares().disturbed()) {
                sheet.note("Something else was at work on the machine during " + measure + " of " + contender.name()
                        + ".");
            }
            if (outcome.errors() > 0) {
                sheet.note(contender.name() + ", " + measure + ": " + outcome.errors() + " errors, the first: "
                        + outcome.firstError());
            }
            if (outcome.operations() + outcome.bytes() > 0) {
                measure.figures(outcome, watched.processorSeconds())
                        .forEach((figure, value) -> sheet.add(figure, contender.name(), value, watched.shares()));
            }
            return;
        }
    }

    private void sustained(Contender contender, RunningProxy proxy) {
        proxy.entrance(RunningProxy.Way.CONNECT).ifPresent(entrance -> {
            progress.accept("two minutes of CONNECT: " + contender.name());
            List<Long> rates = load.rates(entrance, Measure.CONNECT.clients(), options.sustainedSeconds());
            int half = rates.size() / 2;
            double late = mean(rates.subList(half, rates.size()));
            sheet.add(Figure.SUSTAINED_RATE, contender.name(), late);
            sheet.add(Figure.SUSTAINED_SHARE, contender.name(), late / mean(rates.subList(0, Math.max(1, half / 6))));
        });
    }

    private static double mean(List<Long> rates) {
        return rates.stream().mapToLong(Long::longValue).average().orElse(0);
    }
}
