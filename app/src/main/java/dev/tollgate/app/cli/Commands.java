package dev.tollgate.app.cli;

import dev.tollgate.app.client.Api;
import dev.tollgate.app.client.ApiAddress;
import dev.tollgate.app.settings.Settings;
import dev.tollgate.app.settings.read.SettingsSources;
import java.time.Duration;

/// What the commands do that need a node. Each returns the exit code; each may throw [UserError].
public interface Commands {

    /// Runs a node until it is told to stop.
    ///
    /// @param sources where the settings came from, to look there again on a reload
    /// @param takeOver whether to take the place of a node that runs on the same data folder
    int serve(Settings.Outcome.Loaded settings, SettingsSources sources, boolean takeOver);

    /// Runs a node in a temporary folder with something to try it on.
    ///
    /// @param check try it at once and end, instead of serving
    /// @param sources the environment
    int demo(boolean check, SettingsSources sources);

    /// Makes an API token, also beside a running node, and prints it.
    int createToken(Settings settings, NewToken token);

    /// Says whether the audit log is whole, also beside a running node.
    ///
    /// @return [CommandLineTool#USER_ERROR] if it is not
    int verifyAudit(Settings settings);

    /// The API of a running node.
    Api connect(ApiAddress address);

    /// Says what is wrong with this machine or these settings.
    int doctor(Settings settings);

    /// Leads a node of its own through what nodes do, for the JVM to learn from.
    int train(Duration duration);
}
