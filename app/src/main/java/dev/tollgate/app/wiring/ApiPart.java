package dev.tollgate.app.wiring;

import dev.tollgate.app.Version;
import dev.tollgate.app.cli.UserError;
import dev.tollgate.app.handover.JdkListeners;
import dev.tollgate.app.settings.Settings;
import dev.tollgate.control.ApiConfig;
import dev.tollgate.control.ApiPorts;
import dev.tollgate.control.ApiServer;
import dev.tollgate.control.http.ListenException;
import dev.tollgate.control.http.PassedOn;
import dev.tollgate.domain.address.CidrSet;
import java.io.IOException;
import java.net.SocketException;
import java.util.List;
import java.util.Optional;

/// The REST API of a node. Thread-safe.
record ApiPart(ApiServer server) implements Part, AutoCloseable {

    /// @param passed a socket that listens already
    static ApiPart start(Settings settings, ApiPorts ports, Optional<Integer> passed) {
        try {
            return new ApiPart(ApiServer.start(config(settings), ports, passed.map(ApiPart::passedOn)));
        } catch (ListenException e) {
            throw error(settings, e);
        }
    }

    private static PassedOn passedOn(int descriptor) {
        try {
            int port = JdkListeners.port(descriptor);
            return new PassedOn(JdkListeners.channel(descriptor), port);
        } catch (IOException e) {
            throw Listening.notPassed("api", e);
        }
    }

    @Override
    public Runnable prepare(Settings next, Closing undo) {
        try {
            return server.prepare(config(next), undo::add);
        } catch (ListenException e) {
            throw error(next, e);
        }
    }

    int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
    }

    private static ApiConfig config(Settings settings) {
        return new ApiConfig(settings.api().address().getHostAddress(), settings.api().port(),
                CidrSet.of(settings.api().trustedProxies()),
                settings.api().tls().map(files -> new ApiConfig.TlsFiles(files.certificate(), files.key())),
                settings.brand(), Version.current());
    }

    /// A socket that cannot be had is said as for the other listeners.
    private static UserError error(Settings settings, ListenException e) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof SocketException refused) {
                return Listening.cannot("api", settings.api().address(), settings.api().port(), refused);
            }
        }
        return new UserError(List.of(String.valueOf(e.getMessage())));
    }
}
