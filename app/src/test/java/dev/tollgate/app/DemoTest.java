package dev.tollgate.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// `demo` as a process of its own.
class DemoTest {
    /// Settings of a node that the demo must not touch.
    private static final Map<String, String> OF_ANOTHER_NODE = Map.of("TOLLGATE_STORE__URL",
            "postgresql://nobody:none@127.0.0.1:1/none", "TOLLGATE_DATA_DIR", "/nowhere", "NO_PROXY", "127.0.0.1");

    @TempDir
    Path folder;

    @BeforeAll
    static void curlIsThere() throws InterruptedException {
        try {
            assertThat(new ProcessBuilder("curl", "--version").redirectOutput(ProcessBuilder.Redirect.DISCARD).start()
                    .waitFor()).isZero();
        } catch (IOException e) {
            System.err.println("SKIPPED: the demo is not tried, since this machine has no curl.");
            Assumptions.abort("there is no curl: " + e.getMessage());
        }
    }

    @Test
    void the_demo_tries_its_own_lines_and_leaves_nothing_behind() throws Exception {
        try (RunningProcess demo = RunningProcess.start(folder, OF_ANOTHER_NODE, "demo", "--check")) {
            assertThat(demo.ended()).as("%s %s", demo.lines(), demo.errors()).isZero();

            assertThat(demo.lines().stream().filter(line -> line.startsWith("ok    "))).hasSize(4);
            assertThat(folder.resolve("tmp")).isEmptyDirectory();
        }
    }

    @Test
    void the_printed_lines_work_as_they_stand_and_a_signal_removes_what_the_demo_made() throws Exception {
        try (RunningProcess demo = RunningProcess.start(folder, OF_ANOTHER_NODE, "demo")) {
            demo.awaitLine("^Ctrl-C ends the demo");

            List<String> commands = demo.lines().stream().filter(line -> line.startsWith("curl ")).toList();
            assertThat(commands).hasSize(4);
            assertThat(commands.subList(0, 3)).allSatisfy(line -> assertThat(said(line)).isEqualTo(
                    "Hello from behind Tollgate.\n"));
            assertThat(said(commands.getLast())).startsWith("HTTP/1.1 400 ").contains(
                    "X-Helodata-Error-Code: bad-username");

            demo.signal("TERM");
            assertThat(demo.ended()).as(demo.errors()).isZero();
            assertThat(folder.resolve("tmp")).isEmptyDirectory();
        }
    }

    private static String said(String line) throws IOException, InterruptedException {
        ProcessBuilder shell = new ProcessBuilder("sh", "-c", line).redirectErrorStream(true);
        shell.environment().put("NO_PROXY", "127.0.0.1");
        Process process = shell.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
