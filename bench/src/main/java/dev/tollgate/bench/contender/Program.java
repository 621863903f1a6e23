package dev.tollgate.bench.contender;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A program in a session of its own, by which it and all it starts are found again. What it says goes into files.
final class Program implements AutoCloseable {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final long FAREWELL_SECONDS = 5;
    private static final List<String> FOLDERS = List.of("/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin");
    private static final Set<Integer> GIVEN = new HashSet<>();
    private static final Set<Program> RUNNING = ConcurrentHashMap.newKeySet();

    private final Process process;
    private final Path folder;
    private final long startNanos;

    private Program(Process process, Path folder, long startNanos) {
        this.process = process;
        this.folder = folder;
        this.startNanos = startNanos;
    }

    /// Where a program is installed.
    static Optional<String> find(String name) {
        Stream<String> named = Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(":"));
        return Stream.concat(named, FOLDERS.stream()).map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable).map(Path::toString).findFirst();
    }

    static Program start(Path folder, Optional<Integer> core, Map<String, String> environment, List<String> command) {
        List<String> whole = new ArrayList<>();
        find("setsid").ifPresent(whole::add);
        core.ifPresent(number -> whole.addAll(List.of("taskset", "-c", number.toString())));
        whole.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(whole).redirectOutput(folder.resolve("stdout.txt").toFile())
                .redirectError(folder.resolve("stderr.txt").toFile()).redirectInput(ProcessBuilder.Redirect.PIPE);
        builder.environment().keySet().removeIf(name -> name.startsWith("TOLLGATE_") && !name.equals(
                "TOLLGATE_JAVA_OPTS"));
        builder.environment().putAll(environment);
        try {
            long now = System.nanoTime();
            Program program = new Program(builder.start(), folder, now);
            RUNNING.add(program);
            return program;
        } catch (IOException e) {
            throw new IllegalStateException(command.getFirst() + " cannot be started", e);
        }
    }

    /// A port of 127.0.0.1 that nobody has, nor had from this method.
    static int freePort() {
        while (true) {
            try (ServerSocket probe = new ServerSocket()) {
                probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                if (GIVEN.add(probe.getLocalPort())) {
                    return probe.getLocalPort();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /// `setsid` becomes the program, so its process leads the session.
    long session() {
        return process.pid();
    }

    /// Waits until something listens on `port`.
    Program awaitPort(int port) {
        for (long end = System.nanoTime() + PATIENCE_NANOS; System.nanoTime() < end; LockSupport.parkNanos(
                LOOK_AGAIN_NANOS)) {
            try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return this;
            } catch (IOException _) {
                mustLive();
            }
        }
        throw new IllegalStateException("nothing listens on port " + port + "; " + said());
    }

    /// Waits for a line on standard output that the pattern is found in.
    Matcher awaitLine(Pattern wanted) {
        for (long end = System.nanoTime() + PATIENCE_NANOS; System.nanoTime() < end; LockSupport.parkNanos(
                LOOK_AGAIN_NANOS)) {
            Matcher found = wanted.matcher(read("stdout.txt"));
            if (found.find()) {
                return found;
            }
            mustLive();
        }
        throw new IllegalStateException("no line with " + wanted + "; " + said());
    }

    private void mustLive() {
        if (!process.isAlive()) {
            throw new IllegalStateException("it ended with " + process.exitValue() + "; " + said());
        }
    }

    /// Seconds since it was started.
    double age() {
        return (System.nanoTime() - startNanos) / 1e9;
    }

    private String said() {
        return "it said: " + read("stdout.txt") + read("stderr.txt");
    }

    private String read(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Ends all that still run: what has a session of its own hears no Ctrl-C.
    static void endAll() {
        RUNNING.forEach(Program::close);
    }

    @Override
    public void close() {
        RUNNING.remove(this);
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        all.add(process.toHandle());
        process.destroy();
        try {
            if (!process.waitFor(FAREWELL_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            all.forEach(ProcessHandle::destroyForcibly);
        }
    }
}
