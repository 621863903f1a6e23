package dev.tollgate.app.cli;

import dev.tollgate.app.Version;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `tollgate version`.
@Command(name = "version", description = "Prints the version.")
final class VersionCommand implements Callable<Integer> {

    private final Surroundings around;

    VersionCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        around.out().println("tollgate " + Version.current() + " (Java " + Runtime.version() + ")");
        return 0;
    }
}
