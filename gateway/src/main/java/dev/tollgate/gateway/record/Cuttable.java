package dev.tollgate.gateway.record;

import dev.tollgate.domain.traffic.Ending;

/// What moves an exchange's bytes, as far as ending it from outside goes.
@FunctionalInterface
public interface Cuttable {
    /// Closes both sides at once. Called on the exchange's event loop; doing it twice does nothing.
    void cut(Ending why);
}
