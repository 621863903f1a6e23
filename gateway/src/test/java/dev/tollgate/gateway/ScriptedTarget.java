package dev.tollgate.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.fail;

/// A server on loopback that says what the test says.
public final class ScriptedTarget implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 5_000;

    private final ServerSocket server;
    private final List<Peer> accepted = new ArrayList<>();

    public ScriptedTarget() {
        try {
            server = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
            server.setSoTimeout(PATIENCE_MILLIS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return server.getLocalPort();
    }

    /// The next connection that the gateway opened.
    public Peer accept() {
        try {
            Peer peer = new Peer(server.accept());
            accepted.add(peer);
            return peer;
        } catch (SocketTimeoutException nobody) {
            return fail("the gateway did not connect", nobody);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        accepted.forEach(Peer::close);
    }
}
