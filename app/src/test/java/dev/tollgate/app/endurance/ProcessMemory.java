package dev.tollgate.app.endurance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a process takes of the machine's memory, as the kernel counts it.
///
/// @param residentKib all its pages
/// @param proportionalKib pages that it shares with others counted by its share of them
/// @param threads of the process
public record ProcessMemory(long residentKib, long proportionalKib, int threads) {
    private static final Pattern RSS = Pattern.compile("(?m)^Rss:\\s+(\\d+) kB");
    private static final Pattern PSS = Pattern.compile("(?m)^Pss:\\s+(\\d+) kB");
    private static final Pattern THREADS = Pattern.compile("(?m)^Threads:\\s+(\\d+)");

    public static ProcessMemory of(long pid) {
        try {
            Path folder = Path.of("/proc", Long.toString(pid));
            String pages = Files.readString(folder.resolve("smaps_rollup"));
            return new ProcessMemory(number(RSS, pages), number(PSS, pages),
                    (int) number(THREADS, Files.readString(folder.resolve("status"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long number(Pattern wanted, String text) {
        Matcher found = wanted.matcher(text);
        if (!found.find()) {
            throw new IllegalStateException("no " + wanted + " in " + text);
        }
        return Long.parseLong(found.group(1));
    }
}
