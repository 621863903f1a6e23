package dev.tollgate.gateway.dial.resolve;

import dev.tollgate.domain.address.IpAddress;
import java.time.Duration;
import java.util.List;

/// What a look-up found, and how long that is kept (G§16.3).
record LookupResult(RawResolution resolution, Duration lifetime) {
    static final Duration SHORTEST = Duration.ofSeconds(1);
    static final Duration LONGEST = Duration.ofMinutes(5);
    static final Duration FAILURE = Duration.ofSeconds(30);

    static LookupResult found(List<IpAddress> v6First, long ttlSeconds) {
        return new LookupResult(new RawResolution.Found(v6First),
                Duration.ofSeconds(Math.clamp(ttlSeconds, SHORTEST.toSeconds(), LONGEST.toSeconds())));
    }

    static LookupResult failure(String why) {
        return new LookupResult(new RawResolution.NotFound(why), FAILURE);
    }

    /// Its share of the cache: one for itself and one for each address.
    int weight() {
        return switch (resolution) {
            case RawResolution.Found(List<IpAddress> addresses) -> 1 + addresses.size();
            case RawResolution.NotFound _ -> 1;
        };
    }
}
