package dev.tollgate.app.demo;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.tollgate.app.cli.UserError;
import dev.tollgate.app.settings.Settings;
import dev.tollgate.app.settings.read.Problem;
import dev.tollgate.app.settings.read.SettingsSources;
import dev.tollgate.app.wiring.Node;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/// Runs a node with something to try it on, and leaves nothing behind.
public final class Demo {
    private static final int SUCCESS = 0;
    private static final int FAILED = 1;
    private static final long LINE_SECONDS = 30;

    private Demo() {}

    /// @param check runs the printed lines itself and ends, instead of waiting for `end`
    /// @param environment the variables of the process; settings among them do not count
    /// @param end heard since before the demo began, so that nothing it makes can be left behind
    /// @return the exit code
    public static int run(boolean check, Map<String, String> environment, PrintWriter out, EndRequest end) {
        // A reader copies lines here; what the API logs of each change would stand between them.
        if (LoggerFactory.getLogger("dev.tollgate.control") instanceof Logger control) {
            control.setLevel(Level.WARN);
        }
        Path folder = temporaryFolder();
        try (DemoTarget target = DemoTarget.start();
                Node node = Node.start(settings(folder, target.port(), check))) {
            DemoSubUser subUser = DemoSubUser.create(node.apiPort(), node.firstToken().orElseThrow());
            DemoLines lines = DemoLines.of(node.brand().usernamePrefix(), subUser.name(), subUser.password(),
                    node.gatewayPort(), target.port(), folder.resolve("demo-certificate.pem"),
                    DemoLines.bypassesProxies(environment));
            show(node, lines, out);
            if (check) {
                return tryAll(lines, out, end) ? SUCCESS : FAILED;
            }
            out.println("Ctrl-C ends the demo and removes what it made.");
            out.flush();
            end.await();
            return SUCCESS;
        } catch (IOException e) {
            throw new UserError("the demo's target cannot listen (" + e.getMessage() + ")",
                    "check that 127.0.0.1 is up on this machine");
        } finally {
            delete(folder);
        }
    }

    private static Settings settings(Path folder, int targetPort, boolean check) {
        DemoCertificate certificate = DemoCertificate.make(folder);
        SettingsSources sources = SettingsSources.of(Map.of())
                .withOption("data_dir", folder.resolve("data").toString())
                .withOption("gateway.address", "127.0.0.1")
                .withOption("gateway.port", port(7777, check)).withOption("api.port", port(7780, check))
                .withOption("admin.port", port(7790, check))
                .withOption("tls.certificate", certificate.certificate().toString())
                .withOption("tls.key", certificate.key().toString())
                .withOption("targets.allow", "127.0.0.1:" + targetPort);
        return switch (Settings.load(sources)) {
            case Settings.Outcome.Loaded(Settings settings, var values) -> settings;
            case Settings.Outcome.Refused(List<Problem> problems) ->
                throw new UserError(problems.stream().map(Problem::line).toList());
        };
    }

    /// The usual port if nobody has it, so that a demo runs beside a node.
    private static String port(int usual, boolean check) {
        if (check) {
            return "0";
        }
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(DemoTarget.LOOPBACK, usual));
            return Integer.toString(usual);
        } catch (IOException _) {
            return "0";
        }
    }

    private static void show(Node node, DemoLines lines, PrintWriter out) {
        out.println("Tollgate runs: " + node.addresses());
        for (DemoLines.Line line : lines.all()) {
            out.println();
            out.println("# " + line.title());
            out.println(line.command());
        }
        out.println();
        out.flush();
    }

    private static boolean tryAll(DemoLines lines, PrintWriter out, EndRequest end) {
        boolean good = true;
        for (DemoLines.Line line : lines.all()) {
            // Not all at once after a failure: what works and what does not is what a reader wants to know.
            good = !end.made() && tried(line, out) && good;
        }
        return good;
    }

    private static boolean tried(DemoLines.Line line, PrintWriter out) {
        try {
            Process shell = new ProcessBuilder("sh", "-c", line.command()).redirectErrorStream(true).start();
            // Before reading: a line says little, and one that hangs says nothing.
            boolean ended = shell.waitFor(LINE_SECONDS, TimeUnit.SECONDS);
            if (!ended) {
                shell.destroyForcibly().waitFor();
            }
            String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            boolean good = ended && said.contains(line.expected());
            out.println((good ? "ok    " : "FAIL  ") + line.title() + (good ? "" : ": " + said.strip()));
            return good;
        } catch (IOException e) {
            out.println("FAIL  " + line.title() + ": there is no shell (" + e.getMessage() + ")");
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("tollgate-demo-");
        } catch (IOException e) {
            throw new UserError("there is no temporary folder (" + e.getMessage() + ")",
                    "set java.io.tmpdir or TMPDIR");
        }
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> inside = Files.walk(folder)) {
            for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UserError("the demo left something behind in " + folder + " (" + e.getMessage() + ")",
                    "remove it");
        }
    }
}
