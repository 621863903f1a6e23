package dev.tollgate.app.wiring;

import dev.tollgate.app.cli.UserError;
import dev.tollgate.app.data.DataDirectory;
import dev.tollgate.app.handover.HandOverOffer;
import dev.tollgate.app.handover.JdkListeners;
import dev.tollgate.app.handover.PassedSockets;
import dev.tollgate.app.settings.Settings;
import dev.tollgate.gateway.listen.GatewayServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How another process takes a node's place: what it is given, and what becomes of this one (ADR 0015). Thread-safe.
final class Succession implements HandOverOffer.Successor {
    static final String GATEWAY = "gateway";
    static final String API = "api";
    static final String ADMIN = "admin";
    private static final Logger LOG = LoggerFactory.getLogger(Node.class);

    private final Supplier<Settings> settings;
    private final Lifetime lifetime;
    private final GatewayServer gateway;
    private final ApiPart api;
    private final AdminPart admin;
    private final DataDirectory folder;
    private volatile @Nullable Runnable whenHandedOver;

    /// @param settings those in force
    Succession(Supplier<Settings> settings, Lifetime lifetime, GatewayServer gateway, ApiPart api, AdminPart admin,
            DataDirectory folder) {
        this.settings = settings;
        this.lifetime = lifetime;
        this.gateway = gateway;
        this.api = api;
        this.admin = admin;
        this.folder = folder;
    }

    static String gatewayPlace(Settings of) {
        return InetAddresses.authority(of.gateway().address(), of.gateway().port());
    }

    static String apiPlace(Settings of) {
        return InetAddresses.authority(of.api().address(), of.api().port());
    }

    static String adminPlace(Settings of) {
        return InetAddresses.authority(of.admin().address(), of.admin().port());
    }

    /// Lets a process that is started to take this node's place have its sockets.
    ///
    /// @return to be closed with the node; empty where nobody can ask
    Optional<HandOverOffer> offer() {
        return HandOverOffer.make(folder.path(), this);
    }

    @Override
    public Optional<List<PassedSockets>> sockets() {
        return lifetime.serving() ? Optional.of(passedSockets()) : Optional.empty();
    }

    private List<PassedSockets> passedSockets() {
        Settings now = settings.get();
        List<Integer> ofGateway = gateway.listening().descriptors();
        Set<Integer> known = new HashSet<>(ofGateway);
        try {
            return List.of(new PassedSockets(GATEWAY, gatewayPlace(now), ofGateway),
                    new PassedSockets(API, apiPlace(now), JdkListeners.listeningOn(api.port(), known)),
                    new PassedSockets(ADMIN, adminPlace(now), JdkListeners.listeningOn(admin.port(), known)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void giveFolder() {
        folder.giveUp();
    }

    @Override
    public void takeBack() {
        try {
            folder.take();
        } catch (UserError e) {
            LOG.error("The process that was to take over failed; this node goes on. {}", e.lines());
        }
    }

    @Override
    public void leave() {
        lifetime.handOver();
        gateway.leaveSockets();
        var _ = api.server().leave();
        admin.close();
        Runnable told = whenHandedOver;
        if (told != null) {
            told.run();
        }
    }

    /// Has `told` run once another process has taken this node's place.
    void whenHandedOver(Runnable told) {
        whenHandedOver = told;
        if (lifetime.handedOver()) {
            told.run();
        }
    }
}
