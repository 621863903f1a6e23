package dev.tollgate.control.webhook;

import dev.tollgate.domain.webhook.AttemptOutcome;
import java.util.Optional;
import java.util.OptionalInt;

/// What came of a test.
public record OutcomeView(boolean ok, OptionalInt status, long ms, Optional<String> error) {

    static OutcomeView of(AttemptOutcome outcome) {
        return new OutcomeView(outcome.ok(), outcome.status(), outcome.took().toMillis(), outcome.error());
    }
}
