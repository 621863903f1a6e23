package dev.tollgate.app.wiring;

import dev.tollgate.app.cli.UserError;
import dev.tollgate.gateway.listen.GatewayServer;
import dev.tollgate.gateway.listen.ListeningSockets;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/// Opening listeners, and saying in one line why one cannot be had.
final class Listening {
    private static final InetAddress ANY_V4 = InetAddress.ofLiteral("0.0.0.0");

    private Listening() {}

    /// Listens on `address`; on a host without IPv6, `::` is every IPv4 address.
    static ListeningSockets gateway(GatewayServer server, InetAddress address, int port) {
        try {
            return server.open(new InetSocketAddress(address, port));
        } catch (IOException e) {
            if (address instanceof Inet6Address && address.isAnyLocalAddress() && noIpv6(e)) {
                return onAllV4(server, port);
            }
            throw cannot("gateway", address, port, e);
        }
    }

    private static ListeningSockets onAllV4(GatewayServer server, int port) {
        try {
            return server.open(new InetSocketAddress(ANY_V4, port));
        } catch (IOException e) {
            throw cannot("gateway", ANY_V4, port, e);
        }
    }

    private static boolean noIpv6(IOException e) {
        String why = String.valueOf(e.getMessage());
        return why.contains("family not supported") || why.contains("Cannot assign") || why.contains("unsupported");
    }

    /// A socket that another process passed on is not what it should be.
    static UserError notPassed(String section, IOException e) {
        return new UserError("the running node's " + section + " listener cannot be taken over (" + e.getMessage()
                + ")", "stop that node, then start this one");
    }

    /// @param section of the settings that name the listener
    static UserError cannot(String section, InetAddress address, int port, Exception e) {
        String why = String.valueOf(e.getMessage());
        String place = InetAddresses.authority(address, port);
        if (why.contains("in use")) {
            return new UserError(place + " is taken by another program",
                    "stop it, or choose another port with " + section + ".port");
        }
        if (why.contains("ermission denied")) {
            return new UserError("this user may not listen on " + place, "choose a port over 1023 with " + section
                    + ".port");
        }
        return new UserError("cannot listen on " + place + " (" + why + ")",
                "correct " + section + ".address or " + section + ".port");
    }
}
