package dev.tollgate.app.wiring;

import dev.tollgate.domain.address.IpAddress;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/// The addresses this node can be reached at, as far as the system knows: what the address guard must not lead back to.
final class OwnAddresses {
    private OwnAddresses() {}

    static Set<IpAddress> all() {
        Set<IpAddress> found = new HashSet<>();
        try {
            for (NetworkInterface network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
                for (InetAddress address : Collections.list(network.getInetAddresses())) {
                    found.add(IpAddress.ofBytes(address.getAddress()));
                }
            }
        } catch (SocketException e) {
            throw new IllegalStateException("the system does not tell its network interfaces", e);
        }
        return found;
    }
}
