package dev.tollgate.domain.error;

import java.time.Duration;
import java.util.Optional;

/// Whether repeating a refused request can help, and how long `Retry-After` asks to wait.
public enum Retry {
    /// Not until something is changed.
    NO,
    /// With backoff.
    YES,
    AFTER_1S,
    AFTER_5S,
    /// After a time that each refusal states for itself.
    AFTER_STATED;

    /// The wait that is the same for every refusal of the kind.
    public Optional<Duration> fixedWait() {
        return switch (this) {
            case AFTER_1S -> Optional.of(Duration.ofSeconds(1));
            case AFTER_5S -> Optional.of(Duration.ofSeconds(5));
            case NO, YES, AFTER_STATED -> Optional.empty();
        };
    }
}
