package dev.tollgate.gateway.dial;

import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.gateway.transport.SocketBudget;
import dev.tollgate.gateway.transport.Transport;
import dev.tollgate.gateway.transport.linux.EdgeSocketChannel;
import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.nio.NioChannelOption;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import jdk.net.ExtendedSocketOptions;

/// Dials by TCP from the node's default route, with the options of a proxied connection. Immutable.
///
/// The source is never bound: that would cost a port for each connection even in TIME_WAIT.
public final class SocketConnector implements Connector {
    private static final WriteBufferWaterMark WATER_MARKS = new WriteBufferWaterMark(32 * 1024, 64 * 1024);
    private static final int PROBES = 4;

    private final Transport transport;
    private final SocketBudget sockets;
    private final int idleSeconds;
    private final int probeSeconds;

    /// @param deadPeer half of it passes before the first probe, the rest over the probes
    public SocketConnector(Transport transport, Duration deadPeer, SocketBudget sockets) {
        this.transport = transport;
        this.sockets = sockets;
        int half = Math.toIntExact(Math.max(1, deadPeer.toSeconds() / 2));
        idleSeconds = half;
        probeSeconds = Math.max(1, half / PROBES);
    }

    @Override
    public ChannelFuture connect(IpAddress address, int port, EventLoop loop) {
        Channel channel = newChannel();
        ChannelPromise connected = new DefaultChannelPromise(channel, loop);
        try {
            configure(channel.config());
        } catch (ChannelException broken) {
            channel.unsafe().closeForcibly();
            sockets.giveBack();
            throw broken;
        }
        giveBackWhenClosed(channel);
        loop.register(channel).addListener(registered -> {
            if (registered.isSuccess()) {
                channel.connect(new InetSocketAddress(inetAddress(address), port), connected);
            } else {
                connected.setFailure(registered.cause());
            }
        });
        return connected;
    }

    /// A tunnel may take the socket out of its channel, which is closed by that.
    private void giveBackWhenClosed(Channel channel) {
        if (channel instanceof EdgeSocketChannel ours) {
            ours.whenSocketCloses(sockets::giveBack);
        } else {
            channel.closeFuture().addListener(closed -> sockets.giveBack());
        }
    }

    private Channel newChannel() {
        if (!sockets.tryTake()) {
            throw new ChannelException("clients and targets have all sockets they may have");
        }
        try {
            return transport.newSocketChannel();
        } catch (ChannelException outOfDescriptors) {
            sockets.giveBack();
            throw outOfDescriptors;
        }
    }

    /// TCP_NODELAY is on already: the channels' default, which a test holds them to. On Linux the probes of
    /// the kernel wait until a tunnel is old enough to need them: setting them costs four system calls.
    private void configure(ChannelConfig config) {
        config.setAutoRead(false).setWriteBufferWaterMark(WATER_MARKS).setConnectTimeoutMillis(0);
        config.setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        if (transport == Transport.NIO) {
            config.setOption(ChannelOption.SO_KEEPALIVE, true);
            config.setOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPIDLE), idleSeconds);
            config.setOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPINTERVAL), probeSeconds);
            config.setOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPCOUNT), PROBES);
        }
    }

    private static InetAddress inetAddress(IpAddress address) {
        try {
            return InetAddress.getByAddress(address.bytes());
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("an address has 4 or 16 bytes", impossible);
        }
    }
}
