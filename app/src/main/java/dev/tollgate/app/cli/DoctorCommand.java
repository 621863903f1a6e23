package dev.tollgate.app.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `tollgate doctor`.
@Command(name = "doctor", description = "Says what is wrong with this machine or these settings.")
final class DoctorCommand implements Callable<Integer> {

    private final Surroundings around;

    @Mixin
    private final SettingsOptions options = new SettingsOptions();

    DoctorCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        return around.commands().doctor(options.load(around.environment()).settings());
    }
}
