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
import java.util.List;
import java.util.Optional;

/// The REST API of a node. Thread-safe.
record ApiPart(ApiServer server) implements Part, AutoCloseable {

    /// @param passed a socket that listens already
    static ApiPart start(Settings settings, ApiPorts ports, Optional<Integer> passed) {
        try {
            return new ApiPart(ApiServer.start(config(settings), ports, passed.map(ApiPart::passedOn)));
        } catch (ListenException e) {
            throw error(e);
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
            throw error(e);
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

    private static UserError error(ListenException e) {
        return new UserError(List.of(String.valueOf(e.getMessage())));
    }
}
