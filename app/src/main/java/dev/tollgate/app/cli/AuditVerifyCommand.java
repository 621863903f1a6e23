package dev.tollgate.app.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `tollgate audit verify`.
@Command(name = "verify", description = "Computes the chain of the audit log again, and says whether it is whole.")
final class AuditVerifyCommand implements Callable<Integer> {

    private final Surroundings around;

    @Mixin
    private final SettingsOptions options = new SettingsOptions();

    AuditVerifyCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        return around.commands().verifyAudit(options.load(around.environment()).settings());
    }
}
