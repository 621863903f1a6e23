package dev.tollgate.control.http;

import dev.tollgate.domain.traffic.RequestId;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.util.JavalinException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.jspecify.annotations.Nullable;

/// Listens for HTTP and hands every request to the [Dispatcher]: a virtual thread each. Thread-safe.
///
/// Javalin's own routing is not used. It would answer 404, 405 and HEAD before us, and decode an encoded slash inside an id.
public final class HttpListener implements AutoCloseable {

    private final ListenerSettings settings;
    private final Optional<PassedOn> passedOn;
    private final Dispatcher dispatcher;
    private final Supplier<RequestId> ids;
    private final AnswerWriter writer = new AnswerWriter();
    private final Javalin javalin;
    /// Set by the configuration of [#javalin].
    private volatile @Nullable ApiConnector connector;
    private volatile @Nullable HttpConfiguration http;

    /// @param passedOn accepted from instead of a socket of its own
    /// @param ids draws the id of each request
    public HttpListener(ListenerSettings settings, Optional<PassedOn> passedOn, Dispatcher dispatcher,
            Supplier<RequestId> ids) {
        this.settings = settings;
        this.passedOn = passedOn;
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
        // Jetty would take a value that it saw before on the connection for one that differs in case alone: another token.
        http.setHeaderCacheCaseSensitive(true);
        // An id of any shape is looked up and not found; a path is matched as it was sent, so nothing is ambiguous about it.
        http.setUriCompliance(UriCompliance.UNSAFE);
    }

    private Connector connector(Server server, HttpConfiguration configuration) {
        ApiConnector first = new ApiConnector(server, configuration, settings);
        passedOn.ifPresent(first::acceptFrom);
        http = configuration;
        connector = first;
        return first;
    }

    private void serve(Context context) {
        Call call = new Call(context.req(), ids.get());
        writer.write(dispatcher.answer(call), call, context);
        context.skipRemainingHandlers();
    }

    /// @throws ListenException if the address cannot be listened on
    public void start() {
        try {
            javalin.start();
        } catch (JavalinException e) {
            throw cannot(settings, e);
        }
    }

    /// Does all of a change that can fail.
    ///
    /// @param elsewhere whether the address or port is another one
    /// @param undo takes what was opened
    /// @return puts it in force
    public Runnable prepare(ListenerSettings next, boolean elsewhere, Consumer<AutoCloseable> undo) {
        ApiConnector now = current();
        if (!elsewhere) {
            return () -> now.use(next.tls());
        }
        ApiConnector other = new ApiConnector(now.getServer(), Objects.requireNonNull(http), next);
        undo.accept(other::stop);
        try {
            other.open();
            other.start();
        } catch (Exception e) {
            throw cannot(next, e);
        }
        return () -> {
            connector = other;
            now.getServer().addConnector(other);
            now.getServer().removeConnector(now);
            var _ = now.leave();
        };
    }

    /// Accepts nobody any more and ends connections as they fall idle.
    ///
    /// @return done when nobody is connected any more
    public Future<?> leave() {
        return current().leave();
    }

    private ApiConnector current() {
        return Objects.requireNonNull(connector, "made with the server");
    }

    private static ListenException cannot(ListenerSettings settings, Exception e) {
        return new ListenException("The API cannot listen on " + settings.address() + " port " + settings.port()
                + ": is it taken? Set api.address or api.port.", e);
    }

    /// The port it listens on, once started.
    public int port() {
        return current().port();
    }

    @Override
    public void close() {
        javalin.stop();
    }
}
