package dev.tollgate.domain.webhook;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// One event on its way to one webhook, or what became of it.
///
/// @param event the event's id
/// @param type the event's word
/// @param attempts how often it was tried
/// @param nextAt when it is tried next; empty once it is over
/// @param lastAt when it was tried last
public record Delivery(
        String event,
        String type,
        State state,
        int attempts,
        Optional<Instant> nextAt,
        Optional<Instant> lastAt,
        Optional<AttemptOutcome> last,
        Instant createdAt) {
    /// So many of a webhook's are kept to look at.
    public static final int SHOWN = 200;
    /// So many may wait for a webhook; with the next one it is disabled, since nobody's disk is without end.
    public static final int MOST_WAITING = 10_000;

    /// How far a delivery has come.
    public enum State {
        PENDING,
        DELIVERED,
        /// As often as it is tried, or until the webhook was disabled.
        FAILED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
