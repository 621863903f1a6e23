package dev.tollgate.app.endurance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a process has open, as the kernel tells it.
///
/// @param byKind how many of each kind, such as `socket`, `pipe` or the path of a file
public record OpenFiles(Map<String, Integer> byKind) {
    private static final String DATABASE = "/tollgate.db";

    public OpenFiles {
        byKind = new TreeMap<>(byKind);
    }

    static OpenFiles ofThisProcess() {
        return of(ProcessHandle.current().pid());
    }

    public static OpenFiles of(long pid) {
        Map<String, Integer> counted = new TreeMap<>();
        try (Stream<Path> entries = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
            entries.forEach(entry -> counted.merge(kind(entry), 1, Integer::sum));
            counted.remove("");
            return new OpenFiles(counted);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// `socket` of `socket:[4711]`; empty for one that was closed meanwhile, such as the one by which this list is read.
    private static String kind(Path entry) {
        try {
            String target = Files.readSymbolicLink(entry).toString();
            return target.contains(":[") ? target.substring(0, target.indexOf(':')) : target;
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int count() {
        return byKind.values().stream().mapToInt(Integer::intValue).sum();
    }

    public int pipes() {
        return byKind.getOrDefault("pipe", 0);
    }

    public int sockets() {
        return byKind.getOrDefault("socket", 0);
    }

    /// What is open now and was not at `before`, by kind; empty if nothing is. The database is left out: its connections are
    /// a pool, with a bound of its own.
    Map<String, Integer> above(OpenFiles before) {
        return byKind.entrySet().stream()
                .filter(one -> !one.getKey().contains(DATABASE))
                .filter(one -> one.getValue() > before.byKind.getOrDefault(one.getKey(), 0))
                .collect(Collectors.toMap(Map.Entry::getKey,
                        one -> one.getValue() - before.byKind.getOrDefault(one.getKey(), 0)));
    }
}
