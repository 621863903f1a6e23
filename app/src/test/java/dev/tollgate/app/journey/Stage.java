package dev.tollgate.app.journey;

import dev.tollgate.app.ApiClient.SubUser;
import dev.tollgate.app.RunningNode;
import dev.tollgate.app.journey.target.JourneyTarget;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What a journey needs: a node with a certificate, a plain and a TLS target, and a sub-user who may do much.
final class Stage implements AutoCloseable {
    private static final String GENEROUS = """
            {"label":"journey","products":["residential","mobile"],"concurrent_max":600,"rps_max":10000}""";

    private final RunningNode node;
    private final JourneyTarget plain;
    private final JourneyTarget tls;
    private final SubUser subUser;
    private final LoggedTroubles troubles;

    private Stage(Map<String, String> overrides) {
        Certificates certificates = Certificates.shared();
        Map<String, String> settings = new HashMap<>(Map.of(
                "tls.certificate", certificates.certificate().toString(),
                "tls.key", certificates.key().toString(),
                "upstream.trust", certificates.authority().toString(),
                "targets.allow", "127.0.0.0/8,::1,localhost"));
        settings.putAll(overrides);
        this.troubles = LoggedTroubles.listen();
        this.node = RunningNode.start(settings);
        this.plain = JourneyTarget.plain();
        this.tls = JourneyTarget.tls(certificates.serving().getServerSocketFactory());
        this.subUser = node.api().createSubUser(GENEROUS, "journey");
    }

    static Stage open() {
        return new Stage(Map.of());
    }

    /// @param overrides settings by key
    static Stage open(Map<String, String> overrides) {
        return new Stage(overrides);
    }

    RunningNode node() {
        return node;
    }

    int port() {
        return node.gatewayPort();
    }

    JourneyTarget plain() {
        return plain;
    }

    JourneyTarget tls() {
        return tls;
    }

    /// The plain and the TLS target.
    List<JourneyTarget> targets() {
        return List.of(plain, tls);
    }

    SubUser subUser() {
        return subUser;
    }

    /// What the sub-user logs in with.
    String username() {
        return subUser.username("-type-res-region-us");
    }

    String password() {
        return subUser.password();
    }

    /// A proxy URL with the sub-user's credentials.
    String proxy(Door door) {
        return door.url(username() + ":" + password() + "@", port());
    }

    /// A proxy URL whose password is wrong.
    String proxyRefused(Door door) {
        return door.url(username() + ":wrong@", port());
    }

    /// Fails if anything is left open once the clients are gone, or if something went wrong unseen.
    void settle() {
        node.awaitIdle();
        if (!troubles.lines().isEmpty()) {
            throw new AssertionError("the node logged " + troubles.lines());
        }
    }

    @Override
    public void close() {
        try (troubles) {
            plain.close();
            tls.close();
            node.close();
        }
    }
}
