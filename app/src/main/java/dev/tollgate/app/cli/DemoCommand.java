package dev.tollgate.app.cli;

import dev.tollgate.app.settings.read.SettingsSources;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `tollgate demo`.
@Command(name = "demo", description = "Runs a node in a temporary folder, with lines to try.")
final class DemoCommand implements Callable<Integer> {

    private final Surroundings around;

    @Option(names = "--check", description = "Run the lines at once, and end.")
    private boolean check;

    DemoCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        return around.commands().demo(check, SettingsSources.of(around.environment()));
    }
}
