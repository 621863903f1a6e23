package dev.tollgate.domain.webhook;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// When a delivery that failed is tried again (A§12).
public final class Retries {
    private static final List<Duration> PAUSES = List.of(Duration.ofMinutes(5), Duration.ofHours(2),
            Duration.ofHours(22));

    private Retries() {}

    /// How long to wait after so many attempts have failed, the first included; empty if no other follows.
    public static Optional<Duration> after(int attempts) {
        return attempts <= PAUSES.size() ? Optional.of(PAUSES.get(attempts - 1)) : Optional.empty();
    }
}
