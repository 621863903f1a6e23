package dev.tollgate.gateway.inbound.proxyprotocol;

import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.error.GatewayError;
import dev.tollgate.domain.traffic.Ending;
import dev.tollgate.domain.traffic.ExchangeRecord;
import dev.tollgate.gateway.GatewayFixture;
import dev.tollgate.gateway.GatewaySetup;
import dev.tollgate.gateway.Peer;
import dev.tollgate.gateway.connection.UnauthenticatedConnections;
import dev.tollgate.gateway.inbound.socks5.Hello;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.tollgate.gateway.inbound.proxyprotocol.Headers.IPV4;
import static dev.tollgate.gateway.inbound.proxyprotocol.Headers.LOCAL;
import static dev.tollgate.gateway.inbound.proxyprotocol.Headers.PROXY;
import static dev.tollgate.gateway.inbound.proxyprotocol.Headers.UNSPEC;
import static dev.tollgate.gateway.inbound.proxyprotocol.Headers.addresses;
import static dev.tollgate.gateway.inbound.proxyprotocol.Headers.binary;
import static dev.tollgate.gateway.inbound.proxyprotocol.Headers.field;
import static dev.tollgate.gateway.inbound.proxyprotocol.Headers.join;
import static dev.tollgate.gateway.inbound.proxyprotocol.Headers.line;
import static dev.tollgate.gateway.inbound.proxyprotocol.Headers.text;
import static org.assertj.core.api.Assertions.assertThat;

/// A listener that requires PROXY headers; the tests are the load balancer.
class ProxyProtocolTest {
    private static final IpAddress ADA = address("203.0.113.7");
    private static final IpAddress LOOPBACK = address("127.0.0.1");
    private static final Duration SOON = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final byte[] GET = "GET http://example.com/ HTTP/1.1\r\nHost: example.com\r\nConnection: close\r\n\r\n"
            .getBytes(StandardCharsets.US_ASCII);

    private static GatewaySetup behindBalancer() {
        return GatewaySetup.USUAL.withTrustedProxies("127.0.0.0/8", "::1");
    }

    private static IpAddress address(String text) {
        return IpAddress.parse(text).orElseThrow();
    }

    private static byte[] hex(String... parts) {
        return HexFormat.of().parseHex(String.join("", parts));
    }

    /// Headers of [#ADA].
    static Stream<byte[]> headers() {
        return Stream.of(text("203.0.113.7"), binary("203.0.113.7"), binary("::ffff:203.0.113.7"));
    }

    @ParameterizedTest
    @MethodSource("headers")
    void an_http_request_in_one_packet_with_the_header_comes_from_the_client_behind_it(byte[] header) {
        try (GatewayFixture gateway = behindBalancer().start()) {
            assertThat(gateway.client().sends(join(header, GET)).receiveRest()).startsWith("HTTP/1.1 407 ");

            assertThat(gateway.record().source()).isEqualTo(ADA);
        }
    }

    @ParameterizedTest
    @MethodSource("headers")
    void header_and_request_may_come_byte_by_byte(byte[] header) {
        try (GatewayFixture gateway = behindBalancer().start()) {
            assertThat(gateway.client().trickles(join(header, GET)).receiveRest()).startsWith("HTTP/1.1 407 ");

            assertThat(gateway.record().source()).isEqualTo(ADA);
        }
    }

    @ParameterizedTest
    @MethodSource("headers")
    void socks5_works_behind_the_header_and_the_header_is_not_metered(byte[] header) {
        try (GatewayFixture gateway = behindBalancer().start()) {
            Peer client = gateway.client()
                    .sends(join(header, hex(Hello.OFFERS_LOGIN, Hello.LOGS_IN, Hello.CONNECTS), new byte[]{'h', 'i'}))
                    .receivesHex(Hello.LOGIN_CHOSEN + Hello.LOGGED_IN + Hello.CONNECTED);
            try (Peer target = gateway.target().accept()) {
                target.receives("hi").sends("ho").finishes();
                client.receives("ho").seesEnd().finishes();
            }

            ExchangeRecord record = gateway.record();
            assertThat(record.source()).isEqualTo(ADA);
            assertThat(record.bytesIn()).isEqualTo(hex(Hello.OFFERS_LOGIN, Hello.LOGS_IN, Hello.CONNECTS).length + 2L);
            assertThat(record.ending()).isEqualTo(Ending.COMPLETE);
        }
    }

    @Test
    void a_header_alone_is_waited_behind() {
        try (GatewayFixture gateway = behindBalancer().start()) {
            Peer client = gateway.client().sends(binary("2001:db8::7"));
            GatewayFixture.eventually("it is read", () -> assertThat(gateway.unauthenticated().size()).isOne());

            assertThat(client.sends(GET).receiveRest()).startsWith("HTTP/1.1 407 ");
            assertThat(gateway.record().source()).isEqualTo(address("2001:db8::7"));
        }
    }

    static Stream<byte[]> headersOfNobody() {
        return Stream.of(line("PROXY UNKNOWN"), line("PROXY UNKNOWN 203.0.113.7 192.0.2.1 1 2"), binary(LOCAL, UNSPEC),
                binary(LOCAL, IPV4, addresses("203.0.113.7")), binary(PROXY, UNSPEC), binary(PROXY, 0x31,
                        new byte[216]));
    }

    @ParameterizedTest
    @MethodSource("headersOfNobody")
    void where_the_header_names_nobody_the_source_is_the_peer(byte[] header) {
        try (GatewayFixture gateway = behindBalancer().start()) {
            assertThat(gateway.client().sends(join(header, GET)).receiveRest()).startsWith("HTTP/1.1 407 ");

            assertThat(gateway.record().source()).isEqualTo(LOOPBACK);
        }
    }

    @Test
    void the_longest_headers_pass_however_they_arrive_and_longer_ones_are_closed() {
        byte[] line = line("PROXY UNKNOWN " + "x".repeat(91));
        byte[] block = binary(PROXY, IPV4, addresses("203.0.113.7"), field(4, new byte[4_065]));
        assertThat(line).hasSize(107);
        assertThat(block).hasSize(4_096);
        try (GatewayFixture gateway = behindBalancer().start()) {
            for (byte[] longest : List.of(line, block)) {
                assertThat(gateway.client().sends(join(longest, GET)).receiveRest()).startsWith("HTTP/1.1 407 ");
                gateway.record();
                assertThat(gateway.client().trickles(longest).sends(GET).receiveRest()).startsWith("HTTP/1.1 407 ");
                gateway.record();
            }

            gateway.client().sends(line("PROXY UNKNOWN " + "x".repeat(92))).seesCut();
            gateway.client().sends(Arrays.copyOf(binary(PROXY, IPV4, addresses("203.0.113.7"),
                    field(4, new byte[4_066])), 16)).seesCut();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET http://example.com/ HTTP/1.1\r\n\r\n", "\u0005\u0001\u0002", "\u0016\u0003\u0001",
        "PROXY TCP4 203.0.113.7 192.0.2.1 056324 7777\r\n", "PROXY TCP4 203.0.113.7\r\n", "\r\n\r\n\0\r\nQUIT\n\u0011",
        "\0"})
    void a_missing_or_malformed_header_is_closed_without_a_word(String sent) {
        try (GatewayFixture gateway = behindBalancer().start()) {
            gateway.client().sends(sent.getBytes(StandardCharsets.ISO_8859_1)).seesCut();
        }
    }

    @Test
    void a_peer_that_is_no_trusted_proxy_is_closed_whatever_it_sends() {
        try (GatewayFixture gateway = GatewaySetup.USUAL.withTrustedProxies("192.0.2.0/24", "::1").start()) {
            gateway.client().seesCut();
            gateway.client().seesCut();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "PROXY TCP4 203.0.113.7", "\r\n\r\n\0\r\nQUIT\n!"})
    void a_header_that_is_not_complete_in_time_is_closed(String sent) {
        try (GatewayFixture gateway = behindBalancer().withDeadlines(LONG, LONG).withProxyHeaderWithin(SOON).start()) {
            gateway.client().sends(sent.getBytes(StandardCharsets.ISO_8859_1)).seesCut();
        }
    }

    @Test
    void behind_the_header_the_usual_deadlines_hold() {
        try (GatewayFixture gateway = behindBalancer().withDeadlines(SOON, LONG).withProxyHeaderWithin(LONG).start()) {
            gateway.client().sends(text("203.0.113.7")).seesCut();
        }
        try (GatewayFixture gateway = behindBalancer().withDeadlines(LONG, SOON).withProxyHeaderWithin(LONG).start()) {
            assertThat(gateway.client().sends(text("203.0.113.7")).sends("GET ").receiveRest())
                    .startsWith("HTTP/1.1 408 ");
            gateway.record();
        }
    }

    @Test
    void a_peer_that_leaves_within_the_header_leaves_nothing_behind() {
        try (GatewayFixture gateway = behindBalancer().start()) {
            gateway.client().sends("PROXY ").finishes().seesEnd();
            gateway.client().finishes().seesEnd();
            gateway.client().sends("PROXY ").resets();
        }
    }

    @Test
    void a_second_header_is_not_one() {
        try (GatewayFixture gateway = behindBalancer().start()) {
            assertThat(gateway.client().sends(join(text("203.0.113.7"), text("203.0.113.8"))).receiveRest())
                    .startsWith("HTTP/1.1 400 ");
            assertThat(gateway.record().source()).isEqualTo(ADA);

            gateway.client().sends(join(text("203.0.113.7"), binary("203.0.113.8"))).seesCut();
        }
    }

    @Test
    void where_no_header_is_required_none_is_read() {
        try (GatewayFixture gateway = new GatewayFixture()) {
            assertThat(gateway.client().sends(join(text("203.0.113.7"), GET)).receiveRest()).startsWith(
                    "HTTP/1.1 400 ");
            assertThat(gateway.record().error()).hasValue(GatewayError.BAD_REQUEST);

            gateway.client().sends(join(binary("203.0.113.7"), GET)).seesCut();
        }
    }

    @Test
    void whitelists_go_by_the_client_behind_the_header_and_not_by_the_peer() {
        try (GatewayFixture gateway = behindBalancer().listedWith("203.0.113.0/24", GatewayFixture.USERNAME).start()) {
            gateway.client().sends(join(text("203.0.113.7"), hex(Hello.OFFERS_NO_LOGIN)))
                    .receivesHex(Hello.NO_LOGIN_CHOSEN);
            gateway.client().sends(join(text("198.51.100.7"), hex(Hello.OFFERS_NO_LOGIN)))
                    .receivesHex(Hello.NOTHING_ACCEPTABLE);
            gateway.record();
        }
        try (GatewayFixture gateway = behindBalancer().listedWith(GatewayFixture.USERNAME).start()) {
            gateway.client().sends(join(text("203.0.113.7"), hex(Hello.OFFERS_NO_LOGIN)))
                    .receivesHex(Hello.NOTHING_ACCEPTABLE);
            gateway.record();
        }
    }

    @Test
    void failed_logins_are_throttled_by_the_client_behind_the_header() {
        byte[] wrong = hex(Hello.OFFERS_LOGIN, Hello.login(GatewayFixture.USERNAME, "wrong"));
        try (GatewayFixture gateway = behindBalancer().withFailures(1).start()) {
            List<Duration> delays = new ArrayList<>();
            for (String source : List.of("203.0.113.7", "203.0.113.7", "203.0.113.8")) {
                gateway.client().sends(join(text(source), wrong)).receivesHex(Hello.LOGIN_CHOSEN + "0101");
                delays.add(gateway.record().delayed());
            }

            assertThat(delays.get(0)).isZero();
            assertThat(delays.get(1)).isPositive();
            assertThat(delays.get(2)).isZero();
        }
    }

    @Test
    void unauthenticated_connections_are_counted_by_the_client_behind_the_header() {
        try (GatewayFixture gateway = behindBalancer().start()) {
            Peer oldest = gateway.client().sends(text("203.0.113.7"));
            GatewayFixture.eventually("it is counted", () -> assertThat(gateway.unauthenticated().of(ADA)).isOne());
            Peer second = gateway.client().sends(text("203.0.113.7"));
            for (int i = 2; i < UnauthenticatedConnections.MAX_PER_SOURCE; i++) {
                gateway.client().sends(binary("203.0.113.7"));
            }
            Peer neighbour = gateway.client().sends(text("203.0.113.8"));
            GatewayFixture.eventually("all are counted", () -> assertThat(gateway.unauthenticated().size())
                    .isEqualTo(UnauthenticatedConnections.MAX_PER_SOURCE + 1));
            GatewayFixture.eventually("none is counted by its peer any more",
                    () -> assertThat(gateway.unauthenticated().of(LOOPBACK)).isZero());

            gateway.client().sends(text("203.0.113.7"));

            oldest.seesCut();
            second.sendsHex(Hello.OFFERS_LOGIN).receivesHex(Hello.LOGIN_CHOSEN);
            neighbour.sendsHex(Hello.OFFERS_LOGIN).receivesHex(Hello.LOGIN_CHOSEN);
        }
    }

    @Test
    void connections_whose_header_has_not_come_are_counted_by_the_peer() {
        try (GatewayFixture gateway = behindBalancer().start()) {
            Peer oldest = gateway.client();
            Peer second = gateway.client();
            for (int i = 2; i < UnauthenticatedConnections.MAX_PER_SOURCE; i++) {
                gateway.client();
            }
            GatewayFixture.eventually("all are counted", () -> assertThat(gateway.unauthenticated().of(LOOPBACK))
                    .isEqualTo(UnauthenticatedConnections.MAX_PER_SOURCE));

            gateway.client();

            oldest.seesCut();
            assertThat(second.sends(join(text("203.0.113.7"), GET)).receiveRest()).startsWith("HTTP/1.1 407 ");
            gateway.record();
        }
    }
}
