package dev.tollgate.gateway.listen;

import dev.tollgate.domain.address.CidrSet;
import dev.tollgate.gateway.connection.ClientConnection;
import dev.tollgate.gateway.connection.ConnectionPipeline;
import dev.tollgate.gateway.connection.ProxyProtocol;
import dev.tollgate.gateway.detect.DetectHandler;
import dev.tollgate.gateway.detect.UnknownProtocolLog;
import dev.tollgate.gateway.inbound.http.HttpInbound;
import dev.tollgate.gateway.inbound.proxyprotocol.ProxyHeaderHandler;
import dev.tollgate.gateway.inbound.proxyprotocol.RefusedHeaderLog;
import dev.tollgate.gateway.inbound.socks5.Socks5Inbound;
import dev.tollgate.gateway.inbound.tls.GatewayCertificates;
import dev.tollgate.gateway.inbound.tls.TlsInbound;
import io.netty.channel.ChannelHandler;

/// The order of a connection's steps: the PROXY header where one is required, detect, then HTTP, SOCKS5, or TLS and detect
/// again. Thread-safe.
public final class StepOrder implements ConnectionPipeline {
    private final GatewayCertificates certificates;
    private final UnknownProtocolLog unknown = new UnknownProtocolLog();
    private final RefusedHeaderLog refusedHeaders = new RefusedHeaderLog();

    /// Without a certificate: TLS is turned away.
    public StepOrder() {
        this(GatewayCertificates.none());
    }

    /// @param certificates the caller's to close
    public StepOrder(GatewayCertificates certificates) {
        this.certificates = certificates;
    }

    @Override
    public void begin(ClientConnection connection) {
        switch (connection.options().proxyProtocol()) {
            case ProxyProtocol.Off() -> detect(connection);
            case ProxyProtocol.Required(CidrSet trusted) ->
                append(connection, new ProxyHeaderHandler(connection, trusted, refusedHeaders));
        }
    }

    @Override
    public void detect(ClientConnection connection) {
        append(connection, new DetectHandler(connection, unknown));
    }

    @Override
    public void http(ClientConnection connection) {
        append(connection, new HttpInbound(connection));
    }

    @Override
    public void socks5(ClientConnection connection) {
        append(connection, new Socks5Inbound(connection));
    }

    @Override
    public void tls(ClientConnection connection) {
        append(connection, new TlsInbound(connection, certificates));
    }

    private static void append(ClientConnection connection, ChannelHandler step) {
        connection.channel().pipeline().addLast(step);
    }
}
