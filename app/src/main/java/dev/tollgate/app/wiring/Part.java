package dev.tollgate.app.wiring;

import dev.tollgate.app.settings.Settings;

/// A part of a running node that goes by settings which may be read again.
interface Part {
    /// Does all of a change to `next` that can fail, and nothing that shows.
    ///
    /// @param undo takes what was opened for it, to be closed if the change does not come about
    /// @return puts it in force; cannot fail
    /// @throws dev.tollgate.app.cli.UserError if it cannot be
    Runnable prepare(Settings next, Closing undo);
}
