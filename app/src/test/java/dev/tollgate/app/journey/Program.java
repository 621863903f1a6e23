package dev.tollgate.app.journey;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/// A client program of this machine.
///
/// @param command what every run begins with
record Program(List<String> command) {
    private static final long LONGEST_SECONDS = 180;
    private static final String SETUP = "run scripts/journeys-setup.sh";

    Program {
        command = List.copyOf(command);
    }

    /// How a run ended.
    record Outcome(int exit, String out, String err) {
        Outcome expect(int wanted) {
            if (exit != wanted) {
                throw new AssertionError("ended with " + exit + " instead of " + wanted + ":\n" + out + "\n" + err);
            }
            return this;
        }

        /// What it printed, having ended well.
        String printed() {
            return expect(0).out();
        }
    }

    /// Looks on the PATH. One that is missing skips the test with the remedy, and fails it where journeys are what was asked for.
    static Program find(String name) {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(Pattern.quote(File.pathSeparator), -1)) {
            Path file = Path.of(folder, name);
            if (Files.isExecutable(file)) {
                return new Program(List.of(file.toString()));
            }
        }
        throw missing(name);
    }

    /// The system's own Python, if it has these modules.
    static Program python(String... modules) {
        Program python = new Program(List.of("/usr/bin/python3"));
        if (!Files.isExecutable(Path.of("/usr/bin/python3"))) {
            throw missing("/usr/bin/python3");
        }
        for (String module : modules) {
            if (python.run("-c", "import " + module).exit() != 0) {
                throw missing("the Python module " + module);
            }
        }
        return python;
    }

    /// Ends the test: as a failure in CI and under `make journeys`, else as skipped.
    static IllegalStateException missing(String what) {
        String message = what + " is missing: " + SETUP;
        if ("true".equals(System.getenv("CI")) || Boolean.getBoolean("tollgate.journeys.required")) {
            throw new AssertionError(message);
        }
        System.err.println("NOT TESTED: " + message);
        Assumptions.abort(message);
        return new IllegalStateException(message);
    }

    Program with(String... arguments) {
        List<String> longer = new ArrayList<>(command);
        longer.addAll(List.of(arguments));
        return new Program(longer);
    }

    Outcome run(String... arguments) {
        return run(Map.of(), arguments);
    }

    /// @param environment on top of an environment that knows no proxy
    Outcome run(Map<String, String> environment, String... arguments) {
        ProcessBuilder builder = new ProcessBuilder(with(arguments).command());
        builder.environment().keySet().removeIf(name -> name.toLowerCase(Locale.ROOT).endsWith("_proxy"));
        builder.environment().putAll(environment);
        try (var reading = Executors.newVirtualThreadPerTaskExecutor()) {
            Process process = builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null"))).start();
            var out = reading.submit(() -> process.getInputStream().readAllBytes());
            var err = reading.submit(() -> process.getErrorStream().readAllBytes());
            if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("does not end: " + builder.command() + "\n" + text(err.get()));
            }
            return new Outcome(process.exitValue(), text(out.get()), text(err.get()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
