package dev.tollgate.domain.webhook;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/// What came of sending something once.
///
/// @param status that the receiver answered with, if it did
/// @param error in one sentence what went wrong; empty if nothing did
/// @param took from the first look-up to the answer
public record AttemptOutcome(OptionalInt status, Optional<String> error, Duration took) {

    /// The receiver answered. Only 2xx is success.
    public static AttemptOutcome answered(int status, Duration took) {
        boolean success = status >= 200 && status < 300;
        return new AttemptOutcome(OptionalInt.of(status),
                success ? Optional.empty() : Optional.of("The receiver answered " + status + "."), took);
    }

    /// It did not.
    public static AttemptOutcome failed(String error, Duration took) {
        return new AttemptOutcome(OptionalInt.empty(), Optional.of(error), took);
    }

    public boolean ok() {
        return error.isEmpty();
    }
}
