package dev.tollgate.domain.exit;

/// What an operator decided about an exit (A§16.3). Being ejected is health, not state.
public enum ExitState {
    ACTIVE, DRAINING, QUARANTINED, DISABLED
}
