package dev.tollgate.app.endurance;

import dev.tollgate.app.ApiClient.SubUser;
import dev.tollgate.app.RunningNode;
import dev.tollgate.app.journey.Certificates;
import dev.tollgate.app.journey.LoggedTroubles;
import dev.tollgate.app.journey.Wire;
import dev.tollgate.app.journey.target.JourneyTarget;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// A node in this process, good and bad targets around it, and the sub-users that connections end under.
final class Scene implements AutoCloseable {
    /// Nothing listens there, and the kernel says so.
    static final int NOBODY = 1;
    private static final int CROWDS = 5;
    private static final String GENEROUS = """
            {"label":"%s","products":["residential"],"concurrent_max":10000,"rps_max":10000}""";

    private final LoggedTroubles troubles = LoggedTroubles.listen();
    private final FailingNames names = FailingNames.start();
    private final ContraryTarget contrary = ContraryTarget.start();
    private final JourneyTarget plain = JourneyTarget.plain();
    private final JourneyTarget untrusted;
    private final RunningNode node;
    private final SubUser subUser;
    private final SubUser disabled;
    private final List<SubUser> crowded;

    private Scene(Map<String, String> overrides) throws IOException {
        Certificates certificates = Certificates.shared();
        untrusted = JourneyTarget.tls(certificates.serving().getServerSocketFactory());
        Map<String, String> settings = new HashMap<>(Map.of(
                "tls.certificate", certificates.certificate().toString(),
                "tls.key", certificates.key().toString(),
                "dns.servers", names.authority(),
                "auth.throttle.failures", "0",
                "timeouts.dns", "1s",
                "timeouts.keep_alive", "1s"));
        settings.putAll(overrides);
        node = RunningNode.start(settings);
        subUser = node.api().createSubUser(GENEROUS.formatted("generous"), "generous");
        disabled = node.api().createSubUser("disabled");
        node.api().disable(disabled);
        crowded = IntStream.range(0, CROWDS).mapToObj(this::oneAtATime).toList();
    }

    static Scene open() throws IOException {
        return new Scene(Map.of());
    }

    /// A node that cuts what is idle for a second. On a busy machine that may be anything.
    static Scene hasty() throws IOException {
        return new Scene(Map.of("timeouts.tunnel_idle", "1s"));
    }

    /// @param overrides settings by key
    static Scene open(Map<String, String> overrides) throws IOException {
        return new Scene(overrides);
    }

    RunningNode node() {
        return node;
    }

    ContraryTarget contrary() {
        return contrary;
    }

    JourneyTarget plain() {
        return plain;
    }

    /// Shows a certificate that the gateway does not trust.
    JourneyTarget untrusted() {
        return untrusted;
    }

    int echoPort() {
        return node.echo().port();
    }

    SubUser subUser() {
        return subUser;
    }

    SubUser disabled() {
        return disabled;
    }

    /// May have one exchange at a time; there are few of them, turns take turns.
    SubUser crowded(int turn) {
        return crowded.get(turn % crowded.size());
    }

    private SubUser oneAtATime(int number) {
        String label = "crowded-" + number;
        return node.api().createSubUser("""
                {"label":"%s","products":["residential"],"concurrent_max":1}""".formatted(label), label);
    }

    /// One at a time, as [#disable]: the API's client would else keep many connections, which are nothing of the gateway's.
    synchronized SubUser newSubUser(int turn) {
        String label = "turn-" + turn;
        return node.api().createSubUser(GENEROUS.formatted(label), label);
    }

    synchronized void disable(SubUser one) {
        node.api().disable(one);
    }

    /// `Proxy-Authorization` of the sub-user who may do much.
    String credentials() {
        return Wire.credentials(subUser.residential(), subUser.password());
    }

    /// A client's connection; each turn comes from another source, so that no source has too many.
    ClientLine open(int turn) throws IOException {
        return ClientLine.open(node.gatewayPort(), ClientLine.source(turn));
    }

    /// As [#open], with a small receive buffer.
    ClientLine openNarrow(int turn) throws IOException {
        return ClientLine.open(node.gatewayPort(), ClientLine.source(turn), 1 << 12);
    }

    /// A tunnel to `port` on 127.0.0.1, through the doorway of this turn.
    ClientLine tunnel(int turn, int port) throws IOException {
        return Doorway.of(turn).tunnel(open(turn), subUser, "127.0.0.1", port);
    }

    /// What was logged that needs somebody's attention, but for loops that were held up: on a busy machine the kernel does that
    /// too.
    List<String> troubles() {
        return troubles.lines();
    }

    @Override
    public void close() throws IOException {
        try (troubles; names; contrary; plain; untrusted) {
            node.close();
        }
    }
}
