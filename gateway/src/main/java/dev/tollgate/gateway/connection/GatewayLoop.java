package dev.tollgate.gateway.connection;

import dev.tollgate.gateway.dial.ExitDialer;
import dev.tollgate.gateway.forward.UpstreamPool;
import dev.tollgate.gateway.record.LoopExchanges;
import dev.tollgate.gateway.relay.Relay;
import io.netty.channel.EventLoop;
import java.util.random.RandomGenerator;

/// What the connections of one event loop share; both legs of an exchange are on it. Confined to the loop.
///
/// @param dialer for tunnels
/// @param upstreams for plain requests
/// @param random for choices, not for secrets
/// @param connections those that are open
public record GatewayLoop(EventLoop eventLoop, LoopExchanges exchanges, ExitDialer dialer,
        UpstreamPool upstreams, Relay relay, RandomGenerator random, LoopConnections connections) {

    public GatewayLoop(EventLoop eventLoop, LoopExchanges exchanges, ExitDialer dialer, UpstreamPool upstreams,
            Relay relay, RandomGenerator random) {
        this(eventLoop, exchanges, dialer, upstreams, relay, random, new LoopConnections());
    }
}
