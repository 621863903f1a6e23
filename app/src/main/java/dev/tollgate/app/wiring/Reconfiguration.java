package dev.tollgate.app.wiring;

import dev.tollgate.app.cli.UserError;
import dev.tollgate.app.settings.Settings;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/// Puts other settings in force in a running node: wholly or not at all. Thread-safe.
final class Reconfiguration {
    private final AtomicReference<Settings> inForce;
    private final List<Part> parts;

    /// @param parts in the order in which they change
    Reconfiguration(AtomicReference<Settings> inForce, List<Part> parts) {
        this.inForce = inForce;
        this.parts = List.copyOf(parts);
    }

    Settings inForce() {
        return inForce.get();
    }

    /// @throws UserError if a part cannot go by them; then all go by the settings before
    synchronized void to(Settings next) {
        Closing undo = new Closing();
        List<Runnable> changes;
        try {
            changes = parts.stream().map(part -> part.prepare(next, undo)).toList();
        } catch (RuntimeException e) {
            undo.closeAll();
            throw e;
        }
        inForce.set(next);
        changes.forEach(Runnable::run);
    }
}
