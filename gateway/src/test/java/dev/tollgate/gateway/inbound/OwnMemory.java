package dev.tollgate.gateway.inbound;

import dev.tollgate.gateway.connection.ClientConnection;
import dev.tollgate.gateway.connection.ConnectionPipeline;
import io.netty.buffer.ByteBufAllocator;

/// The usual steps, on connections of clients that take their memory from `memory`.
public record OwnMemory(ConnectionPipeline usual, ByteBufAllocator memory) implements ConnectionPipeline {
    @Override
    public void begin(ClientConnection connection) {
        connection.channel().config().setAllocator(memory);
        usual.begin(connection);
    }

    @Override
    public void detect(ClientConnection connection) {
        usual.detect(connection);
    }

    @Override
    public void http(ClientConnection connection) {
        usual.http(connection);
    }

    @Override
    public void socks5(ClientConnection connection) {
        usual.socks5(connection);
    }

    @Override
    public void tls(ClientConnection connection) {
        usual.tls(connection);
    }
}
