package dev.tollgate.gateway.detect;

import dev.tollgate.domain.error.GatewayError;
import dev.tollgate.gateway.connection.UnauthenticatedConnections;
import dev.tollgate.gateway.inbound.Client;
import dev.tollgate.gateway.inbound.GatewayMaker;
import dev.tollgate.gateway.inbound.TestGateway;
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
        try (TestGateway gateway = new GatewayMaker().start()) {
            gateway.client().sends("04010050010203046d6500").receives("005b000000000000").seesTheEnd();
            gateway.client().sends("04").receives("005b000000000000").seesTheEnd();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "06", "0a", "20", "0d41", "0d0a0d0a000d0a515549540a", "1604", "80", "ff"})
    void an_unknown_protocol_is_closed_without_a_word(String sent) {
        try (TestGateway gateway = new GatewayMaker().start()) {
            gateway.client().sends(sent).isClosed();
        }
    }

    @Test
    void the_http2_preface_in_clear_is_answered_in_http1() {
        try (TestGateway gateway = new GatewayMaker().start()) {
            String answer = gateway.client().says("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").hearsOut();

            assertThat(answer).startsWith("HTTP/1.1 505 ");
            assertThat(gateway.record().error()).hasValue(GatewayError.UNSUPPORTED_VERSION);
        }
    }

    @Test
    void http_is_found_however_its_bytes_arrive() {
        try (TestGateway gateway = new GatewayMaker().start()) {
            byte[] request = "\r\nPOST http://example.com/ HTTP/1.1\r\nHost: example.com\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII);

            assertThat(gateway.client().trickles(request).hearsOut()).startsWith("HTTP/1.1 407 ");
            gateway.record();
            assertThat(gateway.client().sends(request).hearsOut()).startsWith("HTTP/1.1 407 ");
            gateway.record();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "16", "50", "0d0a"})
    void a_protocol_that_is_not_known_in_time_is_closed_without_a_word(String sent) {
        try (TestGateway gateway = new GatewayMaker().deadlines(SOON, LONG).start()) {
            gateway.client().sends(sent).isClosed();
        }
    }

    @Test
    void a_late_http_head_is_told() {
        try (TestGateway gateway = new GatewayMaker().deadlines(SOON, SOON).start()) {
            assertThat(gateway.client().says("GET ").hearsOut()).startsWith("HTTP/1.1 408 ");
            gateway.record();
        }
    }

    @Test
    void a_client_that_leaves_before_its_protocol_is_known_leaves_nothing_behind() {
        try (TestGateway gateway = new GatewayMaker().start()) {
            gateway.client().sends("50").finishes().seesTheEnd();
            gateway.client().sends("50").resets();
        }
    }

    @Test
    void the_oldest_of_too_many_unauthenticated_connections_of_a_source_is_closed() {
        try (TestGateway gateway = new GatewayMaker().start()) {
            Client known = gateway.client().sends(Hello.OFFERS_LOGIN + Hello.LOGS_IN)
                    .receives(Hello.LOGIN_CHOSEN + Hello.LOGGED_IN);
            Client oldest = gateway.client();
            Client second = gateway.client();
            List<Client> further = new ArrayList<>();
            // The known one holds no slot yet and counts, too; but those who have not logged in go first.
            while (further.size() < UnauthenticatedConnections.MAX_PER_SOURCE - 3) {
                further.add(gateway.client());
            }
            TestGateway.eventually("all are counted", () -> assertThat(gateway.unauthenticated().size())
                    .isEqualTo(UnauthenticatedConnections.MAX_PER_SOURCE));

            gateway.client();

            oldest.isClosed();
            second.sends(Hello.OFFERS_LOGIN).receives(Hello.LOGIN_CHOSEN);
            further.getLast().sends(Hello.OFFERS_LOGIN).receives(Hello.LOGIN_CHOSEN);
            known.sends("05020001").receives(Hello.failed(7)).seesTheEnd();
            gateway.record();
        }
    }

    @Test
    void unauthenticated_connections_are_a_quarter_of_all_at_most() {
        try (TestGateway gateway = new GatewayMaker().maxConnections(8).start()) {
            Client oldest = gateway.client();
            Client second = gateway.client();
            TestGateway.eventually("both are counted",
                    () -> assertThat(gateway.unauthenticated().size()).isEqualTo(2));

            Client third = gateway.client();

            oldest.isClosed();
            second.sends(Hello.OFFERS_LOGIN).receives(Hello.LOGIN_CHOSEN);
            third.sends(Hello.OFFERS_LOGIN).receives(Hello.LOGIN_CHOSEN);
        }
    }
}
