package dev.tollgate.domain.traffic;

/// Takes the record of every exchange that ended. Called on event loops: must not wait, and may drop only what its own
/// documentation allows.
@FunctionalInterface
public interface ExchangeSink {
    void accept(ExchangeRecord ended);
}
