package dev.tollgate.gateway.dial.resolve;

import dev.tollgate.domain.address.IpAddress;
import java.util.List;

/// What the name servers said about a name; not judged yet.
public sealed interface RawResolution {

    /// At least one address, IPv6 before IPv4, each family in the order of its answer.
    record Found(List<IpAddress> v6First) implements RawResolution {

        public Found {
            v6First = List.copyOf(v6First);
        }
    }

    /// There is none.
    ///
    /// @param why one ASCII sentence for the client
    record NotFound(String why) implements RawResolution {}
}
