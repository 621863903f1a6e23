package dev.tollgate.domain.token;

import dev.tollgate.domain.address.IpAddress;
import java.time.Instant;

/// One use of a token.
///
/// @param from the address it was presented from
public record TokenUse(Instant at, IpAddress from) {
    /// The later of two; of two at the same moment this one.
    public TokenUse later(TokenUse other) {
        return other.at.isAfter(at) ? other : this;
    }
}
