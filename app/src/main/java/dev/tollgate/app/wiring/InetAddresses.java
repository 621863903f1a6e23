package dev.tollgate.app.wiring;

import dev.tollgate.domain.address.IpAddress;
import java.net.Inet6Address;
import java.net.InetAddress;

/// How listening addresses are shown.
public final class InetAddresses {
    private InetAddresses() {}

    /// `127.0.0.1:7780`, `[::]:7777`.
    public static String authority(InetAddress address, int port) {
        String text = IpAddress.ofBytes(address.getAddress()).toString();
        return (address instanceof Inet6Address ? "[" + text + "]" : text) + ":" + port;
    }
}
