package dev.tollgate.gateway.listen;

import dev.tollgate.gateway.connection.ClientConnection;
import dev.tollgate.gateway.connection.ConnectionPipeline;
import dev.tollgate.gateway.inbound.http.HttpInbound;
import io.netty.channel.ChannelPipeline;

/// The order of a connection's steps: detect, then HTTP, SOCKS5, or TLS and detect again.
public final class StepOrder implements ConnectionPipeline {
    @Override
    public void detect(ClientConnection connection) {
        http(connection);
    }

    @Override
    public void http(ClientConnection connection) {
        steps(connection).addLast(new HttpInbound(connection));
    }

    @Override
    public void socks5(ClientConnection connection) {
        throw new UnsupportedOperationException("SOCKS5 is not spoken yet");
    }

    @Override
    public void tls(ClientConnection connection) {
        throw new UnsupportedOperationException("TLS is not spoken yet");
    }

    private static ChannelPipeline steps(ClientConnection connection) {
        return connection.channel().pipeline();
    }
}
