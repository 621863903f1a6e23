package dev.tollgate.gateway.dial;

import dev.tollgate.domain.error.GatewayError;
import dev.tollgate.domain.error.ProxyStatusError;
import dev.tollgate.domain.target.Host;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.function.Consumer;
import javax.net.ssl.TrustManagerFactory;

/// TLS from the gateway to a target, for requests that name an `https` URL (G§4.1). Thread-safe.
///
/// The target proves that it is the host that was asked for, name or address, by a certificate that leads to a trusted
/// root. Nothing turns that off.
public final class TargetTlsContext {
    private static final String HANDLER = "target-tls";

    private final SslContext context;

    private TargetTlsContext(TrustManagerFactory trust, SslProvider provider) throws IOException {
        context = SslContextBuilder.forClient().sslProvider(provider).trustManager(trust)
                .endpointIdentificationAlgorithm("HTTPS").protocols("TLSv1.3", "TLSv1.2")
                .applicationProtocolConfig(new ApplicationProtocolConfig(Protocol.ALPN,
                        SelectorFailureBehavior.NO_ADVERTISE, SelectedListenerFailureBehavior.ACCEPT,
                        ApplicationProtocolNames.HTTP_1_1))
                .build();
    }

    /// Trusts the roots of the Java runtime.
    public static TargetTlsContext withSystemRoots() throws IOException, GeneralSecurityException {
        return new TargetTlsContext(TrustRoots.system(), provider());
    }

    /// Trusts the certificates in `pem`, the setting `upstream.trust`, beside the roots of the Java runtime.
    public static TargetTlsContext withExtraRoots(Path pem) throws IOException, GeneralSecurityException {
        return withExtraRoots(pem, provider());
    }

    static TargetTlsContext withExtraRoots(Path pem, SslProvider provider)
            throws IOException, GeneralSecurityException {
        return new TargetTlsContext(TrustRoots.systemAnd(pem), provider);
    }

    /// Shakes hands on `connected`, which need not be reading. To be called on its event loop. From here on the target's
    /// FIN closes the channel.
    ///
    /// @param limit more than zero: what is left of the time for connecting
    /// @param done called once, on the loop, before anything that the target sends
    public void handshake(Channel connected, Host host, int port, Duration limit, Consumer<TlsOutcome> done) {
        // TLS knows no half-closed connection, and Netty's handler would not hear of a FIN.
        connected.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, false);
        SslHandler tls = context.newHandler(connected.alloc(), peer(host), port);
        tls.setHandshakeTimeoutMillis(Math.max(1, limit.toMillis()));
        ChannelHandler failures = new Failures();
        tls.handshakeFuture().addListener(ended -> {
            if (ended.isSuccess()) {
                connected.pipeline().remove(failures);
                done.accept(new TlsOutcome.Ready());
            } else {
                connected.close();
                done.accept(failed(ended.cause()));
            }
        });
        connected.pipeline().addFirst(failures).addFirst(HANDLER, tls);
        if (connected.isActive()) {
            // Past the handler itself: it would owe the caller this read, and pay with bytes nobody asked for yet.
            connected.pipeline().context(HANDLER).read();
        } else {
            // Ends the handshake that can no longer begin.
            connected.pipeline().remove(tls);
        }
    }

    private static SslProvider provider() {
        return OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK;
    }

    /// As certificates and SNI spell it: an IPv6 address without brackets. An address is never sent as SNI.
    private static String peer(Host host) {
        return switch (host) {
            case Host.Name(String name) -> name;
            case Host.Literal(var address) -> address.toString();
        };
    }

    private static TlsOutcome failed(Throwable cause) {
        if (cause instanceof SslHandshakeTimeoutException) {
            return new TlsOutcome.Failed(GatewayError.TARGET_TIMEOUT, ProxyStatusError.CONNECTION_TIMEOUT,
                    "The target did not finish the TLS handshake in time.");
        }
        if (cause instanceof ClosedChannelException) {
            return new TlsOutcome.Failed(GatewayError.TARGET_TLS_FAILED, ProxyStatusError.TLS_PROTOCOL_ERROR,
                    "The target closed the connection during the TLS handshake.");
        }
        for (Throwable at = cause; at != null; at = at.getCause()) {
            if (at instanceof CertificateException) {
                return new TlsOutcome.Failed(GatewayError.TARGET_TLS_FAILED, ProxyStatusError.TLS_CERTIFICATE_ERROR,
                        "The target's certificate is not valid for this host.");
            }
        }
        return new TlsOutcome.Failed(GatewayError.TARGET_TLS_FAILED, ProxyStatusError.TLS_PROTOCOL_ERROR,
                "The TLS handshake with the target failed.");
    }

    /// Keeps failed handshakes out of the log: each has its outcome, and any target can cause them.
    private static final class Failures extends ChannelInboundHandlerAdapter {

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }
    }
}
