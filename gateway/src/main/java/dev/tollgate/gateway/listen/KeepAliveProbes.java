package dev.tollgate.gateway.listen;

import dev.tollgate.gateway.transport.Transport;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.unix.IntegerUnixChannelOption;
import java.time.Duration;
import jdk.net.ExtendedSocketOptions;

/// The kernel's probes that find out clients which vanished without a word (G§19, `dead_peer`).
///
/// On Linux they are set on the listening socket, from which accepted ones inherit them: that costs no system call for each
/// connection.
///
/// @param idleSeconds of silence before the first probe
/// @param intervalSeconds between probes
record KeepAliveProbes(int idleSeconds, int intervalSeconds) {
    private static final int PROBES = 4;

    // Numbers of Linux' <asm/socket.h> and <netinet/tcp.h>, for which Netty has options on connected sockets only.
    private static final int SOL_SOCKET = 1;
    private static final int IPPROTO_TCP = 6;
    private static final IntegerUnixChannelOption KEEPALIVE = new IntegerUnixChannelOption("SO_KEEPALIVE", SOL_SOCKET,
            9);
    private static final IntegerUnixChannelOption IDLE = new IntegerUnixChannelOption("TCP_KEEPIDLE", IPPROTO_TCP, 4);
    private static final IntegerUnixChannelOption INTERVAL = new IntegerUnixChannelOption("TCP_KEEPINTVL", IPPROTO_TCP,
            5);
    private static final IntegerUnixChannelOption COUNT = new IntegerUnixChannelOption("TCP_KEEPCNT", IPPROTO_TCP, 6);

    /// @param deadPeer half of it passes before the first probe, the rest over the probes
    static KeepAliveProbes after(Duration deadPeer) {
        int half = Math.toIntExact(Math.max(1, deadPeer.toSeconds() / 2));
        return new KeepAliveProbes(half, Math.max(1, half / PROBES));
    }

    /// To a socket that listens already; where they are set on each accepted one, as from the next start.
    void applyTo(Channel listening, Transport transport) {
        if (transport == Transport.EPOLL) {
            listening.config().setOption(IDLE, idleSeconds);
            listening.config().setOption(INTERVAL, intervalSeconds);
        }
    }

    void applyTo(ServerBootstrap bootstrap, Transport transport) {
        switch (transport) {
            case EPOLL -> bootstrap.option(KEEPALIVE, 1).option(IDLE, idleSeconds).option(INTERVAL, intervalSeconds)
                    .option(COUNT, PROBES);
            case NIO -> bootstrap.childOption(ChannelOption.SO_KEEPALIVE, true)
                    .childOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPIDLE), idleSeconds)
                    .childOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPINTERVAL), intervalSeconds)
                    .childOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPCOUNT), PROBES);
        }
    }
}
