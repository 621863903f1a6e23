package dev.tollgate.gateway.dial.resolve;

import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.error.Refusal;
import java.util.List;

/// Where a target is, after the guard: the outcome of check `resolve`.
public sealed interface Resolution {

    /// Judged, and therefore the only addresses that may be dialled for it. IPv6 comes first.
    record Addresses(List<IpAddress> v6First) implements Resolution {

        public Addresses {
            v6First = List.copyOf(v6First);
        }
    }

    /// The guard refuses.
    record Forbidden(Refusal refusal) implements Resolution {}

    /// There is no address.
    ///
    /// @param why one ASCII sentence for the client
    record Failed(String why) implements Resolution {}
}
