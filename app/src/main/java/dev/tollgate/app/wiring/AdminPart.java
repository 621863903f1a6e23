package dev.tollgate.app.wiring;

import dev.tollgate.app.admin.AdminServer;
import dev.tollgate.app.admin.Metrics;
import dev.tollgate.app.admin.NotReady;
import dev.tollgate.app.handover.JdkListeners;
import dev.tollgate.app.settings.AdminSettings;
import dev.tollgate.app.settings.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// The admin listener of a node, where its settings say. Thread-safe.
final class AdminPart implements Part, AutoCloseable {
    private final Metrics metrics;
    private final Supplier<List<NotReady>> unready;
    private volatile AdminSettings place;
    private volatile AdminServer server;

    /// @param passed a socket that listens already
    AdminPart(AdminSettings place, Metrics metrics, Supplier<List<NotReady>> unready, Optional<Integer> passed) {
        this.metrics = metrics;
        this.unready = unready;
        this.place = place;
        this.server = passed.isPresent() ? adopt(passed.get()) : start(place);
    }

    private AdminServer start(AdminSettings at) {
        try {
            return AdminServer.start(new InetSocketAddress(at.address(), at.port()), metrics, unready);
        } catch (IOException e) {
            throw Listening.cannot("admin", at.address(), at.port(), e);
        }
    }

    private AdminServer adopt(int descriptor) {
        try {
            int port = JdkListeners.port(descriptor);
            AdminServer adopted = AdminServer.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), metrics,
                    unready);
            JdkListeners.replace(adopted.port(), descriptor);
            adopted.begin(port);
            return adopted;
        } catch (IOException e) {
            throw Listening.notPassed("admin", e);
        }
    }

    @Override
    public Runnable prepare(Settings next, Closing undo) {
        AdminSettings other = next.admin();
        if (other.equals(place)) {
            return () -> {};
        }
        AdminServer opened = undo.add(start(other));
        return () -> {
            AdminServer before = server;
            place = other;
            server = opened;
            before.close();
        };
    }

    int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
    }
}
