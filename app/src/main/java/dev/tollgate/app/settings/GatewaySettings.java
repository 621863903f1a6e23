package dev.tollgate.app.settings;

import dev.tollgate.app.settings.read.Section;
import dev.tollgate.app.settings.read.Setting;
import dev.tollgate.app.settings.read.Syntaxes;
import dev.tollgate.app.settings.read.Values;
import dev.tollgate.domain.address.Cidr;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/// The listener for proxy clients.
///
/// @param maxConnections empty: what the descriptor limit allows
/// @param bufferBudget in bytes; empty: half of the JVM's direct memory
public record GatewaySettings(
        InetAddress address,
        int port,
        Optional<Integer> maxConnections,
        Optional<Long> bufferBudget,
        ProxyProtocol proxyProtocol,
        List<Cidr> trustedProxies) {

    /// Whether connections begin with a PROXY header.
    public enum ProxyProtocol {
        OFF, REQUIRED
    }

    private static final int FEWEST_CONNECTIONS = 16;
    private static final int MOST_CONNECTIONS = 10_000_000;
    private static final long SMALLEST_BUDGET = 1 << 20;

    static final Section SECTION = new Section("gateway", "The listener for proxy clients.");

    static final Setting<InetAddress> ADDRESS = SECTION.setting("address", Syntaxes.ADDRESS, "::",
            "The address to listen on; `0.0.0.0` is every address of IPv4, `::` every address, IPv4 and IPv6.");
    static final Setting<Integer> PORT = SECTION.setting("port", Syntaxes.LISTEN_PORT, "7777",
            "The port to listen on.");
    static final Setting<Optional<Integer>> MAX_CONNECTIONS = SECTION.setting("max_connections",
            Syntaxes.number(FEWEST_CONNECTIONS, MOST_CONNECTIONS).orWord("auto"), "auto",
            "How many connections are open at most; `auto`: what the descriptor limit allows, two for each tunnel, "
                    + "less 1,000.");
    static final Setting<Optional<Long>> BUFFER_BUDGET = SECTION.setting("buffer_budget",
            Syntaxes.size(SMALLEST_BUDGET).orWord("auto"), "auto",
            "How much memory the bytes in flight may take; `auto`: half of the JVM's direct memory.");
    static final Setting<ProxyProtocol> PROXY_PROTOCOL = SECTION.setting("proxy_protocol",
            Syntaxes.oneOf(ProxyProtocol.class), "off",
            "Whether connections come from a load balancer that puts a PROXY header in front.");
    static final Setting<List<Cidr>> TRUSTED_PROXIES = SECTION.setting("trusted_proxies", Networks.LIST, "",
            "The load balancers whose PROXY header is believed; others are turned away.");

    static GatewaySettings from(Values values) {
        return new GatewaySettings(values.get(ADDRESS), values.get(PORT), values.get(MAX_CONNECTIONS),
                values.get(BUFFER_BUDGET), values.get(PROXY_PROTOCOL), values.get(TRUSTED_PROXIES));
    }
}
