package dev.tollgate.app.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `tollgate serve`.
@Command(name = "serve", description = "Runs a node until Ctrl-C.")
final class ServeCommand implements Callable<Integer> {

    private final Surroundings around;

    @Mixin
    private final SettingsOptions options = new SettingsOptions();

    @Option(names = "--take-over", description = "Takes the place of the node that runs on the same data folder, if one "
            + "does: it is refused nobody, and the other drains and ends.")
    private boolean takeOver;

    ServeCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        return around.commands().serve(options.load(around.environment()), options.sources(around.environment()),
                takeOver);
    }
}
