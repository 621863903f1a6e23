package dev.tollgate.control.http;

import dev.tollgate.domain.traffic.RequestId;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.util.JavalinException;
import java.time.Duration;
import java.util.function.Supplier;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/// Listens for HTTP and hands every request to the [Dispatcher]: a virtual thread each. Thread-safe.
///
/// Javalin's own routing is not used. It would answer 404, 405 and HEAD before us, and decode an encoded slash inside an id.
public final class HttpListener implements AutoCloseable {

    private static final Duration IDLE = Duration.ofSeconds(60);

    private final ListenerSettings settings;
    private final Dispatcher dispatcher;
    private final Supplier<RequestId> ids;
    private final AnswerWriter writer = new AnswerWriter();
    private final Javalin javalin;

    /// @param ids draws the id of each request
    public HttpListener(ListenerSettings settings, Dispatcher dispatcher, Supplier<RequestId> ids) {
        this.settings = settings;
        this.dispatcher = dispatcher;
        this.ids = ids;
        this.javalin = Javalin.create(this::configure);
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.concurrency.useVirtualThreads = true;
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.jetty.modifyHttpConfiguration(HttpListener::configure);
        config.jetty.modifyServer(server -> server.setErrorHandler(new JettyErrors(ids, writer)));
        config.jetty.modifyServletContextHandler(
                context -> context.getServletHandler().setDecodeAmbiguousURIs(true));
        config.jetty.addConnector(this::connector);
        config.routes.before(this::serve);
    }

    private static void configure(HttpConfiguration http) {
        http.setSendServerVersion(false);
        http.setSendDateHeader(true);
        // An id of any shape is looked up and not found; a path is matched as it was sent, so nothing is ambiguous about it.
        http.setUriCompliance(UriCompliance.UNSAFE);
    }

    private Connector connector(Server server, HttpConfiguration http) {
        HttpConnectionFactory plain = new HttpConnectionFactory(http);
        ServerConnector connector = settings.tls().map(identity -> {
            SslContextFactory.Server ssl = new SslContextFactory.Server();
            ssl.setSslContext(identity.context());
            return new ServerConnector(server, new SslConnectionFactory(ssl, plain.getProtocol()), plain);
        }).orElseGet(() -> new ServerConnector(server, plain));
        connector.setHost(settings.address());
        connector.setPort(settings.port());
        connector.setIdleTimeout(IDLE.toMillis());
        return connector;
    }

    private void serve(Context context) {
        RequestId id = ids.get();
        writer.write(dispatcher.answer(context.req(), id), id, context);
        context.skipRemainingHandlers();
    }

    /// @throws ListenException if the address cannot be listened on
    public void start() {
        try {
            javalin.start();
        } catch (JavalinException e) {
            throw new ListenException("The API cannot listen on " + settings.address() + " port " + settings.port()
                    + ": is it taken? Set api.address or api.port.", e);
        }
    }

    /// The port it listens on, once started.
    public int port() {
        return javalin.port();
    }

    @Override
    public void close() {
        javalin.stop();
    }
}
