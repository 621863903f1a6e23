package dev.tollgate.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/// The program as a process of its own: from the class path of the tests, or with `-Dtollgate.launcher` by `./tollgate` itself, with all
/// that comes with it.
public final class RunningProcess implements AutoCloseable {
    private static final Optional<String> LAUNCHER = Optional.ofNullable(System.getProperty("tollgate.launcher"))
            .filter(path -> !path.isEmpty());
    private static final long PATIENCE_SECONDS = 60;
    private static final Pattern TROUBLE = Pattern.compile("LEAK| WARN | ERROR |Exception");
    /// That the machine gave an event loop no time says nothing of the node.
    private static final Pattern OF_THE_MACHINE = Pattern.compile("(?m)^.*LoopWatchdog .*\\R( {4}at .*\\R)*");
    private static final List<String> QUICK_START = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private final Process process;
    private final Path errors;
    private final List<String> lines = new ArrayList<>();
    private final CountDownLatch outputEnded = new CountDownLatch(1);

    private RunningProcess(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
        Thread.ofVirtual().start(this::gather);
    }

    /// @param folder for its own temporary files and what it says on standard error
    static RunningProcess start(Path folder, Map<String, String> environment, String... arguments) throws IOException {
        return start(folder, List.of(), QUICK_START, environment, arguments);
    }

    /// As [#start(Path, Map, String...)], with a limit of open files.
    static RunningProcess startWithDescriptors(int limit, Path folder, Map<String, String> environment,
            String... arguments) throws IOException {
        return start(folder, List.of("sh", "-c", "ulimit -n " + limit + " && exec \"$@\"", "sh"), QUICK_START,
                environment,
                arguments);
    }

    /// As [#start(Path, Map, String...)], with other options of the JVM than those that make it start quickly.
    public static RunningProcess start(Path folder, List<String> options, Map<String, String> environment,
            String... arguments) throws IOException {
        return start(folder, List.of(), options, environment, arguments);
    }

    private static RunningProcess start(Path folder, List<String> launcher, List<String> options,
            Map<String, String> environment, String... arguments) throws IOException {
        String temporary = "-Djava.io.tmpdir=" + Files.createDirectories(folder.resolve("tmp"));
        var command = new ArrayList<>(launcher);
        command.addAll(LAUNCHER.map(List::of).orElseGet(() -> java(options, temporary)));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("TOLLGATE_"));
        if (LAUNCHER.isPresent()) {
            List<String> shipped = options.equals(QUICK_START) ? List.of() : options;
            builder.environment().put("TOLLGATE_JAVA_OPTS", temporary + " " + String.join(" ", shipped));
        }
        builder.environment().putAll(environment);
        Path errors = folder.resolve("stderr.txt");
        return new RunningProcess(builder.redirectError(errors.toFile()).start(), errors);
    }

    private static List<String> java(List<String> options, String temporary) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow",
                "--add-opens=java.base/java.nio=ALL-UNNAMED", "-Dio.netty.tryReflectionSetAccessible=true"));
        command.addAll(options);
        command.addAll(List.of(temporary, "-cp", System.getProperty("java.class.path"), Main.class.getName()));
        return command;
    }

    private void gather() {
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                synchronized (lines) {
                    lines.add(line);
                    lines.notifyAll();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            outputEnded.countDown();
            synchronized (lines) {
                lines.notifyAll();
            }
        }
    }

    /// Waits for a line of standard output that the pattern is found in.
    public Matcher awaitLine(String pattern) throws InterruptedException {
        Pattern wanted = Pattern.compile(pattern);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        synchronized (lines) {
            while (true) {
                for (String line : lines) {
                    Matcher found = wanted.matcher(line);
                    if (found.find()) {
                        return found;
                    }
                }
                if (outputEnded.getCount() == 0 || System.nanoTime() - end > 0) {
                    throw new AssertionError("no line with " + wanted + " among " + lines + ", but " + errors());
                }
                lines.wait(100);
            }
        }
    }

    /// What it said on standard output so far.
    public List<String> lines() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    /// What it said on standard error.
    public String errors() {
        try {
            return Files.readString(errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// As [#errors], without what it said of the machine: that a loop was held up, that the process paused.
    public String ownErrors() {
        return OF_THE_MACHINE.matcher(errors()).replaceAll("");
    }

    /// Of [#ownErrors] what needs somebody's attention.
    public List<String> troubles() {
        return ownErrors().lines().filter(line -> TROUBLE.matcher(line).find()).toList();
    }

    public void signal(String name) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor()).isZero();
    }

    /// Waits until it has ended.
    ///
    /// @return its exit code
    public int ended() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("ended").isTrue();
        outputEnded.await();
        return process.exitValue();
    }

    /// How much of a processor it uses from now until `span` is over, if it goes on for so long.
    Duration usedWithin(Duration span) throws InterruptedException {
        Duration before = used();
        assertThat(process.waitFor(span.toMillis(), TimeUnit.MILLISECONDS)).as("ended").isFalse();
        return used().minus(before);
    }

    private Duration used() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    public boolean alive() {
        return process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
