package dev.tollgate.control.webhook;

import dev.tollgate.control.route.Words;
import dev.tollgate.domain.webhook.AttemptOutcome;
import dev.tollgate.domain.webhook.Delivery;
import java.util.Optional;
import java.util.OptionalInt;

/// A delivery as the API shows it.
///
/// @param status that the receiver answered the last attempt with
/// @param error what went wrong then
/// @param ms how long that attempt took
public record DeliveryView(
        String event,
        String type,
        String state,
        int attempts,
        OptionalInt status,
        Optional<String> error,
        Optional<Long> ms,
        Optional<String> lastAttemptAt,
        Optional<String> nextAttemptAt,
        String createdAt) {

    static DeliveryView of(Delivery delivery) {
        return new DeliveryView(delivery.event(), delivery.type(), delivery.state().word(), delivery.attempts(),
                delivery.last().map(AttemptOutcome::status).orElseGet(OptionalInt::empty),
                delivery.last().flatMap(AttemptOutcome::error),
                delivery.lastAt().flatMap(_ -> delivery.last()).map(last -> last.took().toMillis()),
                delivery.lastAt().map(Words::time), delivery.nextAt().map(Words::time),
                Words.time(delivery.createdAt()));
    }
}
