package dev.tollgate.bench.contender;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What processes take of the machine, as Linux accounts for it in `/proc`.
public final class Usage {
    private static final Path PROC = Path.of("/proc");
    /// What `getconf CLK_TCK` says on every Linux.
    private static final double TICKS = 100;
    /// Fields of `stat` behind the name in parentheses: `proc(5)` counts them from 1, state is its third.
    private static final int SESSION = 3;
    private static final int FIRST_TIME = 11;
    private static final int LAST_TIME = 14;
    private static final int IDLE = 4;
    private static final int LAST_SHARE = 8;

    private Usage() {}

    /// Seconds of a processor that the processes of the sessions have used, in the program and in the kernel.
    public static double processorSeconds(Set<Long> sessions) {
        long ticks = 0;
        for (String[] fields : processes(sessions)) {
            for (int i = FIRST_TIME; i <= LAST_TIME; i++) {
                ticks += Long.parseLong(fields[i]);
            }
        }
        return ticks / TICKS;
    }

    /// The same of this process, which is the load side.
    public static double ownSeconds() {
        String stat = read(PROC.resolve("self").resolve("stat"));
        String[] fields = stat.substring(stat.lastIndexOf(") ") + 2).split(" ", -1);
        return (Long.parseLong(fields[FIRST_TIME]) + Long.parseLong(fields[FIRST_TIME + 1])) / TICKS;
    }

    /// Seconds in which any processor of the machine was not idle.
    public static double busySeconds() {
        String[] shares = read(PROC.resolve("stat")).lines().findFirst().orElseThrow().trim().split(" +", -1);
        long ticks = 0;
        for (int i = 1; i <= LAST_SHARE; i++) {
            ticks += i == IDLE || i == IDLE + 1 ? 0 : Long.parseLong(shares[i]);
        }
        return ticks / TICKS;
    }

    /// Memory of the sessions' processes in KiB; what several share is divided among them.
    public static long memoryKib(Set<Long> sessions) {
        long kib = 0;
        for (String[] fields : processes(sessions)) {
            kib += read(PROC.resolve(fields[fields.length - 1]).resolve("smaps_rollup")).lines()
                    .filter(line -> line.startsWith("Pss:")).mapToLong(line -> Long.parseLong(line.split(" +", -1)[1]))
                    .sum();
        }
        return kib;
    }

    /// The fields of each process from its state on, and its number behind them.
    private static List<String[]> processes(Set<Long> sessions) {
        List<String[]> found = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path one : all) {
                String stat = read(one.resolve("stat"));
                int name = stat.lastIndexOf(") ");
                if (name < 0) {
                    continue;
                }
                String[] fields = (stat.substring(name + 2).trim() + " " + one.getFileName()).split(" ", -1);
                if (sessions.contains(Long.valueOf(fields[SESSION]))) {
                    found.add(fields);
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("no " + PROC, e);
        }
        return found;
    }

    /// Empty for a process that has ended meanwhile.
    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException _) {
            return "";
        }
    }
}
