package dev.tollgate.app.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `tollgate serve`.
@Command(name = "serve", description = "Runs a node until Ctrl-C.")
final class ServeCommand implements Callable<Integer> {

    private final Surroundings around;

    @Mixin
    private final SettingsOptions options = new SettingsOptions();

    ServeCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        return around.commands().serve(options.load(around.environment()).settings(),
                options.sources(around.environment()));
    }
}
