package dev.tollgate.app;

import dev.tollgate.app.cli.CommandLineTool;
import dev.tollgate.app.commands.NodeCommands;
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
        System.exit(new CommandLineTool(new NodeCommands(out), System.getenv(), out, err).run(List.of(arguments)));
    }
}
