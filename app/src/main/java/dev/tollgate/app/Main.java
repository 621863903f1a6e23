package dev.tollgate.app;

import dev.tollgate.app.cli.CommandLineTool;
import dev.tollgate.app.cli.Commands;
import dev.tollgate.app.cli.NewToken;
import dev.tollgate.app.cli.UserError;
import dev.tollgate.app.settings.Settings;
import dev.tollgate.app.settings.read.SettingsSources;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Where the program starts.
public final class Main {

    private Main() {}

    /// Runs one command and ends the process with its exit code.
    public static void main(String[] arguments) {
        var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(new CommandLineTool(new NoNode(), System.getenv(), out, err).run(List.of(arguments)));
    }

    /// Stands in for a node until there is one.
    private static final class NoNode implements Commands {

        @Override
        public int serve(Settings settings, SettingsSources sources) {
            throw absent();
        }

        @Override
        public int demo(boolean check, SettingsSources sources) {
            throw absent();
        }

        @Override
        public int createToken(Settings settings, NewToken token) {
            throw absent();
        }

        @Override
        public int doctor(Settings settings) {
            throw absent();
        }

        private static UserError absent() {
            return new UserError("this build holds no node", "take a later one");
        }
    }
}
