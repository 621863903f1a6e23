package dev.tollgate.gateway.relay;

import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.epoll.EpollSocketChannel;

/// Asks the kernel whether a connection was reset.
///
/// Once Netty's epoll channel has seen the end of a stream it reads no more, so a reset behind it is neither noticed nor
/// consumed: until something is written, epoll reports it over and over and the event loop turns in circles. Other
/// transports do not tell; there the next write finds out, or the time limit of half-closed tunnels.
final class ResetProbe {
    /// `TCP_CLOSE` of Linux's `tcp_states.h`.
    private static final int CLOSED = 7;

    private ResetProbe() {}

    static boolean wasReset(Channel leg) {
        if (!(leg instanceof EpollSocketChannel socket) || !socket.isOpen()) {
            return false;
        }
        try {
            return socket.tcpInfo().state() == CLOSED;
        } catch (ChannelException e) {
            return true;
        }
    }
}
