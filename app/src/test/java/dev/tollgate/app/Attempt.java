package dev.tollgate.app;

import dev.tollgate.app.cli.CommandLineTool;
import dev.tollgate.app.cli.Commands;
import dev.tollgate.app.cli.NewToken;
import dev.tollgate.app.client.Api;
import dev.tollgate.app.client.ApiAddress;
import dev.tollgate.app.commands.NodeCommands;
import dev.tollgate.app.settings.Settings;
import dev.tollgate.app.settings.read.SettingsSources;
import dev.tollgate.app.wiring.Node;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/// A command given to the program in this process, and how it ended. A `serve` that could start stops at once.
///
/// @param code the exit code
public record Attempt(int code, String out, String err) {

    /// @param settings by key, such as `gateway.port`; given to it as variables
    public static Attempt of(Map<String, String> settings, String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        Map<String, String> environment = new HashMap<>();
        settings.forEach((key, value) -> environment.put(variable(key), value));
        int code = new CommandLineTool(new StartOnly(new NodeCommands(new PrintWriter(out, true))), environment,
                new PrintWriter(out, true), new PrintWriter(err, true)).run(List.of(arguments));
        return new Attempt(code, out.toString(), err.toString());
    }

    /// `TOLLGATE_GATEWAY__PORT` for `gateway.port`.
    public static String variable(String key) {
        return "TOLLGATE_" + key.toUpperCase(Locale.ROOT).replace(".", "__");
    }

    /// Fails unless it ended with exit code 2 and one line that holds all of `parts`: what is wrong, and what to do.
    public void refusedInOneLine(String... parts) {
        assertThat(err.lines()).as("lines of the problem").hasSize(1);
        assertThat(err).startsWith("tollgate: ").contains(parts).doesNotContain("Exception", "\tat ", "null");
        assertThat(code).isEqualTo(2);
        assertThat(out).isEmpty();
    }

    private record StartOnly(Commands others) implements Commands {
        @Override
        public int serve(Settings.Outcome.Loaded loaded, SettingsSources sources, boolean takeOver) {
            try (Node node = Node.start(loaded.settings())) {
                return node.gatewayPort() > 0 ? 0 : 1;
            }
        }

        @Override
        public int demo(boolean check, SettingsSources sources) {
            return others.demo(check, sources);
        }

        @Override
        public int createToken(Settings settings, NewToken token) {
            return others.createToken(settings, token);
        }

        @Override
        public int train(Duration duration) {
            return others.train(duration);
        }

        @Override
        public int verifyAudit(Settings settings) {
            return others.verifyAudit(settings);
        }

        @Override
        public Api connect(ApiAddress address) {
            return others.connect(address);
        }

        @Override
        public int doctor(Settings settings) {
            return others.doctor(settings);
        }
    }
}
