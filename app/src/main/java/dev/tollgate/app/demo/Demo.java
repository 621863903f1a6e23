package dev.tollgate.app.demo;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.tollgate.app.wiring.Node;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
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
        try (DemoNode demo = DemoNode.start(check)) {
            DemoLines lines = DemoLines.of(demo, DemoLines.bypassesProxies(environment));
            show(demo.node(), lines, out);
            if (check) {
                return tryAll(lines, out, end) ? SUCCESS : FAILED;
            }
            out.println("Ctrl-C ends the demo and removes what it made.");
            out.flush();
            end.await();
            return SUCCESS;
        }
    }

    private static void show(Node node, DemoLines lines, PrintWriter out) {
        out.println("Tollgate runs: " + node.addresses());
        node.setupCode().ifPresent(code -> out.println("Setup code for the first owner, good once for POST /v1/setup: "
                + code.reveal()));
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
}
