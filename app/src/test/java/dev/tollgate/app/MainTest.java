package dev.tollgate.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// The program as a process of its own, as the launcher starts it.
class MainTest {

    private record Ended(int code, String out, String err) {}

    @Test
    void the_version_is_told() throws Exception {
        Ended ended = run(Map.of(), "version");

        assertThat(ended.code()).isZero();
        assertThat(ended.out()).startsWith("tollgate ");
        assertThat(ended.err()).isEmpty();
    }

    @Test
    void bad_settings_end_with_exit_code_2_and_no_stack_trace() throws Exception {
        Ended ended = run(Map.of("TOLLGATE_GATEWAY__PORT", "none"), "serve");

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).isEqualTo("tollgate: gateway.port: \"none\" is not valid; expected a port from 0 to "
                + "65535, 0 for any free one (TOLLGATE_GATEWAY__PORT)" + System.lineSeparator());
    }

    private static Ended run(Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("TOLLGATE_"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        // Both are short, so that reading one after the other cannot block.
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), out, err);
    }
}
