package dev.tollgate.gateway.dial.resolve;

import dev.tollgate.domain.address.IpAddress;
import java.util.List;

/// What asking for one address family of a name came to.
sealed interface FamilyAnswer {

    /// @param ttl in seconds, the smallest of the address records and of the aliases that led to them
    record Found(List<IpAddress> addresses, long ttl) implements FamilyAnswer {}

    /// A server knows that there is none.
    ///
    /// @param nameExists whether the name has records of another kind
    record None(boolean nameExists) implements FamilyAnswer {}

    /// Nothing is known: errors, nonsense, or no answer in time.
    record Broken(String why) implements FamilyAnswer {}
}
