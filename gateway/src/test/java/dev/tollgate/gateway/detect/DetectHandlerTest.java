package dev.tollgate.gateway.detect;

import dev.tollgate.domain.error.GatewayError;
import dev.tollgate.gateway.GatewayFixture;
import dev.tollgate.gateway.GatewaySetup;
import dev.tollgate.gateway.Peer;
import dev.tollgate.gateway.connection.UnauthenticatedConnections;
import dev.tollgate.gateway.inbound.socks5.Hello;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class DetectHandlerTest {
    private static final Duration SOON = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(30);

    @Test
    void a_socks4_client_is_told_so() {
        try (GatewayFixture gateway = new GatewayFixture()) {
            gateway.client().sendsHex("04010050010203046d6500").receivesHex("005b000000000000").seesEnd();
            gateway.client().sendsHex("04").receivesHex("005b000000000000").seesEnd();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "06", "0a", "20", "0d41", "0d0a0d0a000d0a515549540a", "1604", "80", "ff"})
    void an_unknown_protocol_is_closed_without_a_word(String sent) {
        try (GatewayFixture gateway = new GatewayFixture()) {
            gateway.client().sendsHex(sent).seesCut();
        }
    }

    @Test
    void the_http2_preface_in_clear_is_answered_in_http1() {
        try (GatewayFixture gateway = new GatewayFixture()) {
            String answer = gateway.client().sends("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").receiveRest();

            assertThat(answer).startsWith("HTTP/1.1 505 ");
            assertThat(gateway.record().error()).hasValue(GatewayError.UNSUPPORTED_VERSION);
        }
    }

    @Test
    void http_is_found_however_its_bytes_arrive() {
        try (GatewayFixture gateway = new GatewayFixture()) {
            byte[] request = "\r\nPOST http://example.com/ HTTP/1.1\r\nHost: example.com\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII);

            assertThat(gateway.client().trickles(request).receiveRest()).startsWith("HTTP/1.1 407 ");
            gateway.record();
            assertThat(gateway.client().sends(request).receiveRest()).startsWith("HTTP/1.1 407 ");
            gateway.record();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "16", "50", "0d0a"})
    void a_protocol_that_is_not_known_in_time_is_closed_without_a_word(String sent) {
        try (GatewayFixture gateway = GatewaySetup.USUAL.withDeadlines(SOON, LONG).start()) {
            gateway.client().sendsHex(sent).seesCut();
        }
    }

    @Test
    void a_late_http_head_is_told() {
        try (GatewayFixture gateway = GatewaySetup.USUAL.withDeadlines(SOON, SOON).start()) {
            assertThat(gateway.client().sends("GET ").receiveRest()).startsWith("HTTP/1.1 408 ");
            gateway.record();
        }
    }

    @Test
    void a_client_that_leaves_before_its_protocol_is_known_leaves_nothing_behind() {
        try (GatewayFixture gateway = new GatewayFixture()) {
            gateway.client().sendsHex("50").finishes().seesEnd();
            gateway.client().sendsHex("50").resets();
        }
    }

    @Test
    void the_oldest_of_too_many_unauthenticated_connections_of_a_source_is_closed() {
        try (GatewayFixture gateway = new GatewayFixture()) {
            Peer known = gateway.client().sendsHex(Hello.OFFERS_LOGIN + Hello.LOGS_IN)
                    .receivesHex(Hello.LOGIN_CHOSEN + Hello.LOGGED_IN);
            Peer oldest = gateway.client();
            Peer second = gateway.client();
            List<Peer> further = new ArrayList<>();
            // The known one holds no slot yet and counts, too; but those who have not logged in go first.
            while (further.size() < UnauthenticatedConnections.MAX_PER_SOURCE - 3) {
                further.add(gateway.client());
            }
            GatewayFixture.eventually("all are counted", () -> assertThat(gateway.unauthenticated().size())
                    .isEqualTo(UnauthenticatedConnections.MAX_PER_SOURCE));

            gateway.client();

            oldest.seesCut();
            second.sendsHex(Hello.OFFERS_LOGIN).receivesHex(Hello.LOGIN_CHOSEN);
            further.getLast().sendsHex(Hello.OFFERS_LOGIN).receivesHex(Hello.LOGIN_CHOSEN);
            known.sendsHex("05020001").receivesHex(Hello.failed(7)).seesEnd();
            gateway.record();
        }
    }

    @Test
    void unauthenticated_connections_are_a_quarter_of_all_at_most() {
        try (GatewayFixture gateway = GatewaySetup.USUAL.withConnections(8).start()) {
            Peer oldest = gateway.client();
            Peer second = gateway.client();
            GatewayFixture.eventually("both are counted",
                    () -> assertThat(gateway.unauthenticated().size()).isEqualTo(2));

            Peer third = gateway.client();

            oldest.seesCut();
            second.sendsHex(Hello.OFFERS_LOGIN).receivesHex(Hello.LOGIN_CHOSEN);
            third.sendsHex(Hello.OFFERS_LOGIN).receivesHex(Hello.LOGIN_CHOSEN);
        }
    }
}
