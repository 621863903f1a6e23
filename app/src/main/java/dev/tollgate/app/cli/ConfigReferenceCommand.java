package dev.tollgate.app.cli;

import dev.tollgate.app.settings.ConfigReference;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `tollgate config reference`.
@Command(name = "reference", description = "Prints all settings with their defaults, as Markdown.")
final class ConfigReferenceCommand implements Callable<Integer> {

    private final Surroundings around;

    ConfigReferenceCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        around.out().print(ConfigReference.page());
        return 0;
    }
}
