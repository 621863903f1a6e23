package dev.tollgate.app.wiring;

import dev.tollgate.app.cli.UserError;
import dev.tollgate.app.settings.Settings;
import dev.tollgate.app.settings.Settings.Outcome;
import dev.tollgate.app.settings.read.Problem;
import dev.tollgate.app.settings.read.SettingsSources;
import dev.tollgate.app.settings.read.TakesEffect;
import dev.tollgate.app.settings.read.Values;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the settings of a running node again and puts them in force (G§20). Thread-safe.
///
/// What is not valid changes nothing and is said in one line; so is what only the next start can heed.
public final class Reload {
    private static final Logger LOG = LoggerFactory.getLogger(Reload.class);

    private final SettingsSources sources;
    private final Node node;
    private Values inForce;

    /// @param started the values that the node was started with
    public Reload(SettingsSources sources, Values started, Node node) {
        this.sources = sources;
        this.node = node;
        this.inForce = started;
    }

    /// Reads and applies them, or says why not.
    ///
    /// @return whether they are in force
    public synchronized boolean now() {
        if (!node.serving()) {
            // Its successor, or its next start, reads them.
            return false;
        }
        return switch (Settings.load(sources)) {
            case Outcome.Refused(List<Problem> problems) -> refused(problems.stream().map(Problem::line).toList());
            case Outcome.Loaded(Settings _, Values values) -> apply(values);
        };
    }

    private boolean apply(Values values) {
        Values applicable = values.keeping(inForce, TakesEffect.AT_START);
        try {
            node.reconfigure(Settings.from(applicable));
        } catch (UserError e) {
            return refused(e.lines());
        }
        inForce = applicable;
        List<String> later = values.changed(inForce, TakesEffect.AT_START);
        if (!later.isEmpty()) {
            LOG.warn("{} changed, which takes effect at the next start.", String.join(", ", later));
        }
        LOG.info("The settings were read again and are in force.");
        return true;
    }

    private static boolean refused(List<String> why) {
        LOG.error("The settings were read again and cannot be used; those before stay in force until the file is saved"
                + " again or SIGHUP comes. {}", String.join(" | ", why));
        return false;
    }
}
