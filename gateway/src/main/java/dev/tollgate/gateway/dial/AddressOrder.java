package dev.tollgate.gateway.dial;

import dev.tollgate.domain.address.IpAddress;
import java.util.ArrayList;
import java.util.List;

/// In which order addresses are tried: IPv6 first, then the families by turns (RFC 8305, section 4).
final class AddressOrder {
    /// As many as get their turn well within the time for all of them.
    static final int MAX_ATTEMPTS = 8;

    private AddressOrder() {}

    static List<IpAddress> of(List<IpAddress> addresses) {
        List<IpAddress> v6 = addresses.stream().filter(address -> !address.v4()).toList();
        List<IpAddress> v4 = addresses.stream().filter(IpAddress::v4).toList();
        List<IpAddress> order = new ArrayList<>();
        for (int i = 0; i < Math.max(v6.size(), v4.size()); i++) {
            if (i < v6.size()) {
                order.add(v6.get(i));
            }
            if (i < v4.size()) {
                order.add(v4.get(i));
            }
        }
        return order.subList(0, Math.min(MAX_ATTEMPTS, order.size()));
    }
}
