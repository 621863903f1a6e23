package dev.tollgate.bench;

import dev.tollgate.bench.contender.Contender;
import dev.tollgate.bench.contender.Ground;
import dev.tollgate.bench.contender.RunningProxy;
import dev.tollgate.bench.load.LoadSide;
import dev.tollgate.bench.report.Json;
import dev.tollgate.bench.report.Markdown;
import dev.tollgate.bench.report.Sheet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Measures Tollgate beside other proxies: `make bench`. Run from the project's folder.
public final class Main {
    private static final int USAGE = 2;
    /// Set by the script that has bound this process to processor 0.
    private static final String PROXY_CORE = "tollgate.bench.proxy-core";

    private Main() {}

    /// @param arguments words of [Options]
    public static void main(String[] arguments) {
        Options options;
        try {
            options = Options.read(List.of(arguments));
        } catch (IllegalArgumentException e) {
            System.err.println("bench: " + e.getMessage());
            System.exit(USAGE);
            return;
        }
        Path folder = temporaryFolder();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            RunningProxy.endAll();
            delete(folder);
        }, "clean up"));
        Sheet sheet = measure(options, folder);
        report(sheet, options);
    }

    private static Sheet measure(Options options, Path folder) {
        Optional<Integer> core = Optional.ofNullable(Integer.getInteger(PROXY_CORE));
        try (LoadSide load = new LoadSide()) {
            Ground ground = Ground.prepare(folder, List.of(Path.of("tollgate").toAbsolutePath().toString()),
                    load.originPort(), core);
            Sheet sheet = new Bench(load, ground, options, step -> System.err.println("bench: " + step))
                    .run(Contender.all());
            if (core.isEmpty()) {
                sheet.note("Proxies and load shared all processors: the rates say little, compare the CPU.");
            }
            return sheet;
        }
    }

    private static void report(Sheet sheet, Options options) {
        String tables = Markdown.write(sheet, "tollgate");
        try {
            Files.createDirectories(options.out());
            Files.writeString(options.out().resolve("bench.md"), tables);
            Files.writeString(options.out().resolve("bench.json"), Json.write(sheet, circumstances(options)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        System.out.print(tables);
        System.err.println("bench: the tables are in " + options.out().resolve("bench.md") + ", the raw figures in "
                + options.out().resolve("bench.json"));
    }

    private static Map<String, Object> circumstances(Options options) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("processors", Runtime.getRuntime().availableProcessors());
        all.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                + System.getProperty("os.arch"));
        all.put("java", System.getProperty("java.vm.version"));
        all.put("rounds", options.rounds());
        all.put("counted_seconds", options.counted().toMillis() / 1e3);
        all.put("warm_seconds", options.warm().toMillis() / 1e3);
        all.put("idle_tunnels", options.idleTunnels());
        all.put("sustained_seconds", options.sustainedSeconds());
        return all;
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("tollgate-bench-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> inside = Files.walk(folder)) {
            for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            System.err.println("bench: something is left behind in " + folder);
        }
    }
}
