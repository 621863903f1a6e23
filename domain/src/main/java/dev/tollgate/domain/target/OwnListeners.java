package dev.tollgate.domain.target;

import dev.tollgate.domain.address.IpAddress;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/// Where this node itself listens: each of its addresses together with each of its ports.
///
/// Loopback and the unspecified address always belong to the node, and an address it listens on does too, so a wildcard
/// listener needs only the addresses of the machine's interfaces beside it.
///
/// @param addresses every address of the machine, and every address listened on
public record OwnListeners(Set<IpAddress> addresses, Set<Integer> ports) {

    public static final OwnListeners NONE = new OwnListeners(Set.of(), Set.of());

    public OwnListeners {
        Set<IpAddress> folded = new HashSet<>();
        addresses.forEach(address -> folded.add(address.folded()));
        addresses = Set.copyOf(folded);
        ports = Set.copyOf(ports);
    }

    public static OwnListeners of(Collection<IpAddress> addresses, Collection<Integer> ports) {
        return new OwnListeners(Set.copyOf(addresses), Set.copyOf(ports));
    }

    /// Whether dialling this would reach the node itself, also by IPv4 wrapped in IPv6.
    boolean reachedBy(IpAddress address, int port) {
        return ports.contains(port) && (own(address.folded()) || EmbeddedV4.in(address).filter(this::own).isPresent());
    }

    private boolean own(IpAddress address) {
        return address.loopback() || address.unspecified() || addresses.contains(address);
    }
}
