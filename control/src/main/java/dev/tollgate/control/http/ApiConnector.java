package dev.tollgate.control.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One address of the API, in clear or inside TLS, and from one to the other while it listens. Thread-safe.
final class ApiConnector extends ServerConnector {
    private static final Duration IDLE = Duration.ofSeconds(60);
    private static final Logger LOG = LoggerFactory.getLogger(ApiConnector.class);

    private final SslConnectionFactory tls;
    private final HttpConnectionFactory plain;
    private volatile int passedPort;
    private @Nullable CompletableFuture<Void> leaving;

    ApiConnector(Server server, HttpConfiguration http, ListenerSettings settings) {
        this(server, new HttpConnectionFactory(http), settings);
    }

    private ApiConnector(Server server, HttpConnectionFactory plain, ListenerSettings settings) {
        this(server, plain, new SslConnectionFactory(new SslContextFactory.Server(), plain.getProtocol()), settings);
    }

    private ApiConnector(Server server, HttpConnectionFactory plain, SslConnectionFactory tls,
            ListenerSettings settings) {
        super(server, tls, plain);
        this.tls = tls;
        this.plain = plain;
        setHost(settings.address());
        setPort(settings.port());
        setIdleTimeout(IDLE.toMillis());
        settings.tls().ifPresent(identity -> tls.getSslContextFactory().setSslContext(identity.context()));
        speak(settings.tls());
    }

    /// Without a certificate the TLS of this connector is there and never spoken.
    private void speak(Optional<TlsIdentity> identity) {
        setDefaultProtocol(identity.isPresent() ? tls.getProtocol() : plain.getProtocol());
    }

    /// Shows another certificate, or none, to callers that come from now on.
    void use(Optional<TlsIdentity> identity) {
        identity.ifPresent(one -> {
            try {
                tls.getSslContextFactory().reload(factory -> factory.setSslContext(one.context()));
            } catch (Exception e) {
                // The context was made before; Jetty only puts it in its place.
                throw new IllegalStateException(e);
            }
        });
        speak(identity);
    }

    /// @return the port it listens on, once it does
    int port() {
        return passedPort == 0 ? getLocalPort() : passedPort;
    }

    void acceptFrom(PassedOn socket) {
        passedPort = socket.port();
        try {
            open(socket.channel());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Accepts nobody any more; stops when the last connection has fallen idle. Left again it is left already.
    ///
    /// Its acceptor takes callers as they come, so nobody but who comes in this instant is turned away by it.
    ///
    /// @return done when nobody is connected any more
    synchronized CompletableFuture<Void> leave() {
        if (leaving == null) {
            leaving = shutdown();
            var _ = leaving.whenComplete((done, failed) -> Thread.ofVirtual().start(this::stopInOrder));
        }
        return leaving;
    }

    private void stopInOrder() {
        try {
            stop();
        } catch (Exception e) {
            LOG.warn("A listener of the API did not close in order", e);
        }
    }
}
