package dev.tollgate.gateway.dial;

import dev.tollgate.domain.address.IpAddress;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;

/// Opens one connection to one address.
@FunctionalInterface
public interface Connector {

    /// Called on `loop`, which the channel is then registered with. It has no time limit of its own; closing the channel
    /// ends the attempt.
    ///
    /// @throws io.netty.channel.ChannelException when there is no socket to be had
    ChannelFuture connect(IpAddress address, int port, EventLoop loop);
}
