package dev.tollgate.app.cli;

import dev.tollgate.app.settings.Settings.Outcome;
import dev.tollgate.app.settings.read.Values.Chosen;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `tollgate config check`.
@Command(name = "check", description = "Says whether the settings are valid, and where each comes from.")
final class ConfigCheckCommand implements Callable<Integer> {

    private final Surroundings around;

    @Mixin
    private final SettingsOptions options = new SettingsOptions();

    ConfigCheckCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        Outcome.Loaded loaded = options.load(around.environment());
        List<Chosen> all = loaded.values().all().toList();
        int keyWidth = all.stream().mapToInt(chosen -> chosen.setting().key().length()).max().orElse(1);
        int valueWidth = all.stream().mapToInt(chosen -> chosen.shown().length()).max().orElse(1);
        String format = "%-" + keyWidth + "s  %-" + Math.max(1, Math.min(valueWidth, 40)) + "s  %s%n";
        all.forEach(chosen -> around.out().printf(format, chosen.setting().key(), chosen.shown(),
                chosen.origin().shown()));
        around.out().println("The settings are valid.");
        return 0;
    }
}
