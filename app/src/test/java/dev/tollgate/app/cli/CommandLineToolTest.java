package dev.tollgate.app.cli;

import dev.tollgate.app.settings.ConfigReference;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CommandLineToolTest {

    private final RecordedCommands commands = new RecordedCommands();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void serve_gets_the_settings_with_the_options_laid_over_them() {
        int code = run(Map.of("TOLLGATE_DATA_DIR", "elsewhere"), "serve", "--data-dir", "here");

        assertThat(code).isZero();
        assertThat(commands.asked).containsExactly("serve here");
    }

    @Test
    void bad_settings_end_with_a_line_each_and_exit_code_2() {
        int code = run(Map.of("TOLLGATE_API__PORT", "x", "TOLLGATE_HTTP__VIA", "y"), "serve");

        assertThat(code).isEqualTo(2);
        assertThat(commands.asked).isEmpty();
        assertThat(err.toString().lines()).hasSize(2).allMatch(line -> line.startsWith("tollgate: "));
    }

    @Test
    void config_check_shows_each_value_with_where_it_came_from() {
        int code = run(Map.of("TOLLGATE_API__PORT", "1234", "TOLLGATE_CLI__TOKEN", "hush"), "config", "check");

        assertThat(code).isZero();
        assertThat(out.toString()).containsPattern("api\\.port +1234 +TOLLGATE_API__PORT")
                .containsPattern("gateway\\.port +7777 +default").containsPattern(
                        "cli\\.token +set +TOLLGATE_CLI__TOKEN")
                .doesNotContain("hush").endsWith("The settings are valid." + System.lineSeparator());
    }

    @Test
    void config_reference_prints_the_page() {
        assertThat(run(Map.of(), "config", "reference")).isZero();

        assertThat(out).hasToString(ConfigReference.page());
    }

    @Test
    void a_missing_command_is_answered_with_those_of_the_help() {
        assertThat(run(Map.of())).isEqualTo(2);

        assertThat(err.toString()).startsWith("tollgate: Missing command: one of serve, demo, config, ")
                .doesNotContain("train");
    }

    @Test
    void version_tells_the_version() {
        assertThat(run(Map.of(), "version")).isZero();

        assertThat(out.toString()).matches("tollgate [0-9]+\\.[0-9]+\\.[0-9]+\\S* \\(Java [0-9].*\\)\\R");
    }

    @Test
    void token_create_passes_on_what_was_asked_for() {
        int code = run(Map.of(), "token", "create", "--name", "ci", "--scope", "read,traffic:read", "--expires-in",
                "2h",
                "--source-ip", "192.0.2.0/24", "--test");

        assertThat(code).isZero();
        assertThat(commands.asked).containsExactly("NewToken[name=ci, scopes=[read, traffic:read], "
                + "sourceIps=[192.0.2.0/24], expiresIn=Optional[PT2H], test=true]");
    }

    @Test
    void a_token_for_the_operator_is_the_default() {
        assertThat(run(Map.of(), "token", "create")).isZero();

        assertThat(commands.asked).containsExactly(
                "NewToken[name=cli, scopes=[*, operator:*], sourceIps=[], expiresIn=Optional.empty, test=false]");
    }

    @Test
    void demo_is_told_whether_to_check() {
        run(Map.of(), "demo");
        run(Map.of(), "demo", "--check");

        assertThat(commands.asked).containsExactly("demo false", "demo true");
    }

    @Test
    void wrong_arguments_end_in_one_line_and_exit_code_2() {
        assertThat(run(Map.of(), "sevre")).isEqualTo(2);
        assertThat(run(Map.of())).isEqualTo(2);
        assertThat(run(Map.of(), "config")).isEqualTo(2);
        assertThat(run(Map.of(), "serve", "--port", "1")).isEqualTo(2);
        assertThat(run(Map.of(), "token", "create", "--expires-in", "soon")).isEqualTo(2);

        assertThat(err.toString().lines()).hasSize(5).allMatch(line -> line.startsWith("tollgate: "));
    }

    @Test
    void help_is_not_a_mistake() {
        assertThat(run(Map.of(), "--help")).isZero();
        assertThat(run(Map.of(), "token", "create", "--help")).isZero();

        assertThat(out.toString()).contains("serve", "demo", "doctor", "--expires-in");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void what_only_the_launcher_asks_for_is_in_no_list() {
        assertThat(run(Map.of(), "train", "--seconds", "1")).isZero();
        assertThat(run(Map.of(), "--help")).isZero();

        assertThat(commands.asked).containsExactly("train PT1S");
        assertThat(out.toString()).doesNotContain("train");
    }

    @Test
    void a_bug_is_called_one() {
        assertThat(run(Map.of(), "doctor")).isEqualTo(1);

        assertThat(err.toString()).startsWith("tollgate: this is a bug").contains("IllegalStateException");
    }

    private int run(Map<String, String> environment, String... arguments) {
        return new CommandLineTool(commands, environment, new PrintWriter(out), new PrintWriter(err))
                .run(List.of(arguments));
    }
}
