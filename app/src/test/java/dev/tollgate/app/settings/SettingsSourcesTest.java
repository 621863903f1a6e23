package dev.tollgate.app.settings;

import dev.tollgate.app.settings.Settings.Outcome;
import dev.tollgate.app.settings.read.Problem;
import dev.tollgate.app.settings.read.SettingsSources;
import dev.tollgate.domain.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class SettingsSourcesTest {

    private final Path folder;

    SettingsSourcesTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void the_environment_goes_before_the_file_and_an_option_before_both() {
        SettingsSources sources = file("""
                data_dir: from-file
                gateway:
                  port: 1001
                api:
                  port: 1002
                """, Map.of("TOLLGATE_DATA_DIR", "from-env", "TOLLGATE_GATEWAY__PORT", "2001"))
                .withOption("data_dir", "from-option");

        Settings settings = loaded(sources);

        assertThat(settings.dataDir()).isEqualTo(Path.of("from-option"));
        assertThat(settings.gateway().port()).isEqualTo(2001);
        assertThat(settings.api().port()).isEqualTo(1002);
    }

    @Test
    void a_list_may_be_a_yaml_list_or_text_with_commas() {
        Settings settings = loaded(file("""
                targets:
                  denied_ports: [25, 26]
                  allowed_ports: 80, 443
                kyc:
                  required_products:
                    - isp
                """));

        assertThat(settings.targets().rules().deniedPorts()).containsExactlyInAnyOrder(25, 26);
        assertThat(settings.targets().rules().allowedPorts()).containsExactlyInAnyOrder(80, 443);
        assertThat(settings.kyc().requiredProducts()).hasSize(1);
    }

    @Test
    void words_that_yaml_might_take_for_something_else_stay_words() {
        Settings settings = loaded(file("""
                http: { via: on }
                relay: { splice: off }
                timeouts: { tunnel_max: none }
                gateway: { address: "::" }
                brand: { product_name: 0644, realm: 1e3 }
                """));

        assertThat(settings.http().via()).isTrue();
        assertThat(settings.relay().splice()).isEqualTo(RelaySettings.Splice.OFF);
        assertThat(settings.brand().productName()).isEqualTo("0644");
        assertThat(settings.brand().realm()).isEqualTo("1e3");
    }

    @Test
    void empty_files_sections_and_keys_change_nothing() {
        assertThat(loaded(file(""))).isEqualTo(loaded(file("# nothing\n")));
        assertThat(loaded(file("gateway:\n  # port: 1\napi:\n  port:\n")).api().port()).isEqualTo(7780);
    }

    @Test
    void problems_name_the_line_of_the_file() {
        assertThat(lines(file("gateway:\n  port: 99999\napi:\n\n  port: x\n"))).containsExactly(
                "gateway.port: \"99999\" is not valid; expected a port from 0 to 65535, 0 for any free one (tollgate.yaml line 2)",
                "api.port: \"x\" is not valid; expected a port from 0 to 65535, 0 for any free one (tollgate.yaml line 5)");
    }

    @Test
    void unknown_keys_are_refused_with_what_was_probably_meant() {
        assertThat(lines(file("""
                gatway:
                  port: 1
                auth:
                  failures: 3
                entirely:
                  different: 1
                """))).containsExactly(
                "gatway.port: unknown setting; did you mean gateway.port? (tollgate.yaml line 2)",
                "auth.failures: unknown setting; did you mean auth.throttle.failures? (tollgate.yaml line 4)",
                "entirely.different: unknown setting; `tollgate config reference` lists them all (tollgate.yaml line 6)");
    }

    @Test
    void unknown_variables_are_refused_too() {
        assertThat(lines(SettingsSources.of(Map.of("TOLLGATE_GATEWAY_PORT", "1", "TOLLGATE_JAVA_OPTS", "-Xmx1g"))))
                .containsExactly("TOLLGATE_GATEWAY_PORT: unknown variable; did you mean TOLLGATE_GATEWAY__PORT? "
                        + "(TOLLGATE_GATEWAY_PORT)");
    }

    @Test
    void a_key_given_twice_is_refused() {
        assertThat(lines(file("api:\n  port: 1\n  port: 2\n")))
                .containsExactly("api.port: given twice, first on line 2; keep one (tollgate.yaml line 3)");
        assertThat(lines(file("api:\n  port: 1\napi.port: 2\n")))
                .containsExactly("api.port: given twice, first on line 2; keep one (tollgate.yaml line 3)");
        assertThat(lines(file("api:\n  port: 1\napi:\n  address: ::1\n")))
                .containsExactly("api: given twice, first on line 1; keep one (tollgate.yaml line 3)");
    }

    @Test
    void values_of_the_wrong_shape_are_refused() {
        assertThat(lines(file("gateway: 7777\n")))
                .containsExactly("gateway: is a section; its settings go below it (tollgate.yaml line 1)");
        assertThat(lines(file("gateway:\n  port: [1, 2]\n"))).singleElement().asString()
                .startsWith("gateway.port: \"[1, 2]\" is not valid");
        assertThat(lines(file("dns:\n  servers: [{ip: 1}]\n"))).singleElement().asString()
                .startsWith("dns.servers: a list of plain values is expected");
        assertThat(lines(file("gateway:\n  port:\n    x: 1\n"))).singleElement().asString()
                .startsWith("gateway.port.x: unknown setting; did you mean gateway.port?");
        assertThat(lines(file("- a\n- b\n"))).singleElement().asString().startsWith(
                "config: expected keys with values");
    }

    @Test
    void yaml_that_cannot_be_read_is_refused_in_one_line() throws IOException {
        assertThat(lines(file("gatway:\n  address: ::\n"))).singleElement().asString().startsWith(
                "config: not valid YAML: ")
                .contains("tollgate.yaml line").satisfies(line -> assertThat(line.lines()).hasSize(1));
        assertThat(lines(file("gateway:\n\tport: 7777\n"))).singleElement().asString().contains("indent with spaces")
                .endsWith("(tollgate.yaml line 2)");
        assertThat(lines(file("gateway:\n  port: 7777\nadmin: [1,\n  port: 7\n"))).singleElement().asString()
                .containsPattern("tollgate.yaml line [45]");
        assertThat(lines(file("api:\n  port: &p 1\nadmin:\n  port: *p\n")))
                .containsExactly("admin.port: an alias; write the value out (tollgate.yaml line 4)");
        assertThat(lines(file("api:\n  port: 1\n---\napi:\n  port: 2\n"))).singleElement().asString()
                .startsWith("config: a second document");
        Path binary = Files.write(folder.resolve("binary.yaml"), new byte[]{(byte) 0xff, (byte) 0xfe, 0});
        assertThat(lines(SettingsSources.of(Map.of()).withFile(binary))).singleElement().asString()
                .startsWith("config: the file is not UTF-8 text");
        assertThat(lines(SettingsSources.of(Map.of()).withFile(folder.resolve("absent.yaml")))).singleElement()
                .asString().startsWith("config: there is no such file");
    }

    @Test
    void a_secret_may_stand_in_a_file_of_its_own() throws IOException {
        String token = "hel_live_" + "b".repeat(64);
        Path secret = Files.writeString(folder.resolve("token"), token + "\n");

        Settings settings = loaded(SettingsSources.of(Map.of("TOLLGATE_BOOTSTRAP__TOKEN_FILE", secret.toString())));

        assertThat(settings.bootstrap().token().map(Secret::reveal)).contains(token);
    }

    @Test
    void only_secrets_may_and_only_in_one_way() {
        assertThat(lines(SettingsSources.of(Map.of("TOLLGATE_GATEWAY__PORT_FILE", "x")))).singleElement().asString()
                .startsWith("TOLLGATE_GATEWAY__PORT_FILE: unknown variable");
        assertThat(lines(SettingsSources.of(Map.of("TOLLGATE_CLI__TOKEN", "x", "TOLLGATE_CLI__TOKEN_FILE", "y"))))
                .containsExactly("cli.token: given both by TOLLGATE_CLI__TOKEN and by TOLLGATE_CLI__TOKEN_FILE; "
                        + "keep one (TOLLGATE_CLI__TOKEN_FILE)");
        assertThat(lines(SettingsSources.of(Map.of("TOLLGATE_CLI__TOKEN_FILE", folder.resolve("no").toString()))))
                .singleElement().asString().startsWith("cli.token: the file ").contains("cannot be read");
    }

    private SettingsSources file(String yaml) {
        return file(yaml, Map.of());
    }

    private SettingsSources file(String yaml, Map<String, String> environment) {
        try {
            return SettingsSources.of(environment).withFile(Files.writeString(folder.resolve("tollgate.yaml"), yaml));
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    private static Settings loaded(SettingsSources sources) {
        return switch (Settings.load(sources)) {
            case Outcome.Loaded(Settings settings, var _) -> settings;
            case Outcome.Refused(List<Problem> problems) -> throw new AssertionError(problems);
        };
    }

    private List<String> lines(SettingsSources sources) {
        return switch (Settings.load(sources)) {
            case Outcome.Loaded(Settings settings, var _) -> throw new AssertionError(settings);
            case Outcome.Refused(List<Problem> problems) ->
                problems.stream().map(Problem::line).map(line -> line.replace(folder + "/", "")).toList();
        };
    }
}
