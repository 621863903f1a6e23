package dev.tollgate.app.journey;

import dev.tollgate.app.ApiClient.SubUser;
import dev.tollgate.app.RunningNode;
import dev.tollgate.app.journey.Wire.Answer;
import dev.tollgate.app.journey.target.JourneyTarget;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/// Where the running product does not go. All addresses are of this machine and the name server is nobody, so that not even a
/// faulty product would reach anything.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AddressGuardTest {
    private static final String NOBODY = "127.0.0.1:1";
    private static final int NOT_ALLOWED = 2;
    private static final int BAD_REQUEST = 1;

    private final JourneyTarget allowed = JourneyTarget.plain();
    private final JourneyTarget other = JourneyTarget.plain();
    private final RunningNode node = RunningNode.start(Map.of("targets.allow", allowed.authority(), "dns.servers",
            NOBODY));
    private final SubUser subUser = node.api().createSubUser("guarded");

    @AfterAll
    void close() {
        allowed.close();
        other.close();
        node.close();
    }

    @Test
    void a_listed_target_is_reached() {
        assertThat(Wire.ask(node.gatewayPort(), Wire.get(allowed.url("/hello"), credentials(subUser))).status())
                .isEqualTo("HTTP/1.1 200 OK");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.0.2", "127.255.255.254", "0.0.0.0", "127.0.0.1.", "localhost",
        "LOCALHOST", "localhost.", "foo.localhost", "foo.internal", "foo.local", "foo.home.arpa", "foo.onion",
        "intranet"})
    void what_is_not_listed_is_restricted_whether_or_not_something_listens_there(String host) {
        for (int port : List.of(other.port(), 1)) {
            refused(node, subUser, host, port, "restricted-target", NOT_ALLOWED);
        }
        assertThat(other.accepted()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[::1]", "[::ffff:127.0.0.1]", "[::]"})
    void an_ipv6_address_is_no_way_around(String host) {
        assertThat(connect(node, subUser, host + ":" + other.port()).code()).isEqualTo("restricted-target");
        assertThat(other.accepted()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.1", "0x7f.1", "2130706433", "0177.0.0.1", "127.0.0.0x1"})
    void a_number_in_another_notation_is_no_host(String host) {
        refused(node, subUser, host, allowed.port(), "bad-request", BAD_REQUEST);
    }

    @Test
    void a_listed_port_of_a_name_says_nothing_of_the_address() {
        refused(node, subUser, "localhost", allowed.port(), "restricted-target", NOT_ALLOWED);
    }

    @ParameterizedTest
    @ValueSource(ints = {25, 465, 587})
    void mail_ports_are_denied(int port) {
        refused(node, subUser, "127.0.0.1", port, "restricted-port", NOT_ALLOWED);
    }

    @Test
    void the_nodes_own_listeners_stay_closed_although_every_address_is_allowed() {
        try (RunningNode open = RunningNode.start(Map.of("targets.allow", "127.0.0.0/8,::1,localhost,0.0.0.0/8",
                "dns.servers", NOBODY))) {
            SubUser someone = open.api().createSubUser("someone");
            for (int port : List.of(open.gatewayPort(), open.node().apiPort(), open.node().adminPort())) {
                for (String host : List.of("127.0.0.1", "127.0.0.2", "localhost", "0.0.0.0")) {
                    refused(open, someone, host, port, "restricted-target", NOT_ALLOWED);
                }
                assertThat(connect(open, someone, "[::1]:" + port).code()).isEqualTo("restricted-target");
            }
        }
    }

    @Test
    void a_listed_name_is_reached_and_a_closed_list_of_ports_is_kept() {
        try (RunningNode open = RunningNode.start(Map.of("targets.allow", "localhost", "targets.allowed_ports",
                Integer.toString(allowed.port()), "dns.servers", NOBODY))) {
            SubUser someone = open.api().createSubUser("someone");

            assertThat(Wire.ask(open.gatewayPort(), Wire.get(allowed.urlByName("/hello"), credentials(someone)))
                    .status()).isEqualTo("HTTP/1.1 200 OK");
            refused(open, someone, "127.0.0.1", allowed.port(), "restricted-target", NOT_ALLOWED);
            refused(open, someone, "localhost", other.port(), "restricted-port", NOT_ALLOWED);
        }
    }

    private static void refused(RunningNode at, SubUser who, String host, int port, String code, int socksReply) {
        String url = "http://" + host + ":" + port + "/hello";
        assertThat(Wire.ask(at.gatewayPort(), Wire.get(url, credentials(who))).code()).isEqualTo(code);
        assertThat(connect(at, who, host + ":" + port).code()).isEqualTo(code);
        assertThat(Wire.socks5(at.gatewayPort(), who.residential(), who.password(), host, port))
                .isEqualTo(List.of(0, socksReply));
    }

    private static Answer connect(RunningNode at, SubUser who, String target) {
        return Wire.ask(at.gatewayPort(), Wire.connect(target, credentials(who)));
    }

    private static String credentials(SubUser who) {
        return Wire.credentials(who.residential(), who.password());
    }
}
