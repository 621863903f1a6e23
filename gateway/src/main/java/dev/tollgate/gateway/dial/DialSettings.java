package dev.tollgate.gateway.dial;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/// The settings that resolving and dialling read (G§19).
///
/// @param dnsServers asked in this order; empty for the system's
/// @param dns bounds one resolution
/// @param connect bounds all attempts of one dial together
/// @param deadPeer after which a peer that vanished is noticed
public record DialSettings(List<InetSocketAddress> dnsServers, Duration dns, Duration connect, Duration deadPeer) {
    public static final DialSettings DEFAULT = new DialSettings(List.of(), Duration.ofSeconds(5),
            Duration.ofSeconds(10), Duration.ofMinutes(2));

    public DialSettings {
        dnsServers = List.copyOf(dnsServers);
    }
}
