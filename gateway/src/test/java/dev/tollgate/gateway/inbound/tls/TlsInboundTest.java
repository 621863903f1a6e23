package dev.tollgate.gateway.inbound.tls;

import dev.tollgate.domain.admission.Check;
import dev.tollgate.domain.error.GatewayError;
import dev.tollgate.domain.traffic.Ending;
import dev.tollgate.domain.traffic.ExchangeRecord;
import dev.tollgate.gateway.GatewayFixture;
import dev.tollgate.gateway.GatewaySetup;
import dev.tollgate.gateway.Peer;
import dev.tollgate.gateway.inbound.proxyprotocol.Headers;
import dev.tollgate.gateway.inbound.socks5.Hello;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TlsInboundTest {
    private static final String HANDSHAKE_FAILURE = "15030300020228";
    /// A ClientHello of TLS 1.1 with ECDHE-ECDSA-AES128-SHA.
    private static final String OLD_HELLO = "160301003f 0100003b 0302" + "00".repeat(32) + "00" + "0002c009" + "0100"
            + "0010" + "000a00040002001700" + "0b00020100" + "0000";
    private static final Duration SOON = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String AUTHORIZATION = "Proxy-Authorization: Basic " + Base64.getEncoder().encodeToString(
            (GatewayFixture.USERNAME + ":" + GatewayFixture.PASSWORD).getBytes(StandardCharsets.US_ASCII)) + "\r\n";
    private static final Pem EC = Pem.EC;
    @TempDir
    private static Path directory;
    private static CertificateFiles files;

    @BeforeAll
    static void make() {
        files = EC.files(directory);
    }

    static Stream<SslProvider> providers() {
        return Stream.of(SslProvider.OPENSSL_REFCNT, SslProvider.JDK)
                .filter(provider -> provider == SslProvider.JDK || OpenSsl.isAvailable());
    }

    private static GatewaySetup withTls() {
        return withTls(OpenSsl.isAvailable() ? SslProvider.OPENSSL_REFCNT : SslProvider.JDK);
    }

    private static GatewaySetup withTls(SslProvider provider) {
        GatewayCertificates certificates = GatewayCertificates.none(provider);
        try {
            certificates.use(files);
        } catch (UnusableCertificate e) {
            throw new AssertionError(e);
        }
        return GatewaySetup.USUAL.with(certificates);
    }

    private static SSLSocket socket(GatewayFixture gateway) {
        return socket(gateway, EC);
    }

    private static SSLSocket socket(GatewayFixture gateway, Pem trusted) {
        try {
            return (SSLSocket) trusted.trusting().getSocketFactory().createSocket(InetAddress.getLoopbackAddress(),
                    gateway.port());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Peer client(GatewayFixture gateway) {
        return gateway.keep(new Peer(socket(gateway)));
    }

    @ParameterizedTest
    @MethodSource("providers")
    void socks5_is_spoken_inside_tls(SslProvider provider) {
        try (GatewayFixture gateway = withTls(provider).withRequiredTls().start()) {
            Peer client = client(gateway).sendsHex(Hello.OFFERS_LOGIN).receivesHex(Hello.LOGIN_CHOSEN).sendsHex(
                    Hello.LOGS_IN)
                    .receivesHex(Hello.LOGGED_IN).sendsHex(Hello.CONNECTS).receivesHex(Hello.CONNECTED);

            try (Peer target = gateway.target().accept()) {
                client.sends("ping");
                target.receives("ping").sends("pong").finishes();
                client.receives("pong").seesEnd();
            }

            ExchangeRecord record = gateway.record();
            assertThat(record.tls()).isTrue();
            assertThat(record.ending()).isEqualTo(Ending.COMPLETE);
            assertThat(record.bytesIn())
                    .isEqualTo((Hello.OFFERS_LOGIN + Hello.LOGS_IN + Hello.CONNECTS).length() / 2 + 4L);
        }
    }

    @ParameterizedTest
    @MethodSource("providers")
    void tls_begins_behind_a_proxy_header(SslProvider provider) throws IOException {
        try (GatewayFixture gateway = withTls(provider).withTrustedProxies("127.0.0.1").start()) {
            Peer balancer = gateway.client().sends(Headers.binary("203.0.113.7"));
            Peer client = gateway.keep(new Peer(EC.trusting().getSocketFactory().createSocket(balancer.socket(),
                    "127.0.0.1", gateway.port(), true)));

            client.sendsHex(Hello.OFFERS_LOGIN + Hello.LOGS_IN).receivesHex(Hello.LOGIN_CHOSEN + Hello.LOGGED_IN)
                    .sendsHex("05020001").receivesHex(Hello.failed(7)).seesEnd();

            ExchangeRecord record = gateway.record();
            assertThat(record.tls()).isTrue();
            assertThat(record.source()).hasToString("203.0.113.7");
        }
    }

    @ParameterizedTest
    @MethodSource("providers")
    void a_hello_in_one_packet_with_a_proxy_header_is_answered(SslProvider provider) {
        try (GatewayFixture gateway = withTls(provider).withTrustedProxies("127.0.0.1").start()) {
            String answer = gateway.client().sends(Headers.join(Headers.text("203.0.113.7"), Peer.bytes(OLD_HELLO)))
                    .receiveRest();

            assertThat(answer).startsWith("\u0015");
        }
    }

    @ParameterizedTest
    @MethodSource("providers")
    void http_is_spoken_inside_tls(SslProvider provider) {
        try (GatewayFixture gateway = withTls(provider).start()) {
            String established = "HTTP/1.1 200 Connection Established\r\n";
            Peer client = client(gateway)
                    .sends("CONNECT example.com:443 HTTP/1.1\r\nHost: example.com:443\r\n" + AUTHORIZATION + "\r\n")
                    .receives(established);

            gateway.target().accept().close();
            assertThat(client.receiveRest()).endsWith("\r\n\r\n");
            assertThat(gateway.record().tls()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("providers")
    void a_refusal_inside_tls_arrives_whole_whatever_the_client_still_sends(SslProvider provider) {
        byte[] early = new byte[200_000];
        new Random(1).nextBytes(early);
        try (GatewayFixture gateway = withTls(provider).start()) {
            gateway.dialer().fails(GatewayError.TARGET_REFUSED, Check.DIAL, "As told.");
            Peer socks = client(gateway).sendsHex(Hello.OFFERS_LOGIN + Hello.LOGS_IN + Hello.CONNECTS).sends(early);
            socks.receivesHex(Hello.LOGIN_CHOSEN + Hello.LOGGED_IN + Hello.failed(5)).seesEnd();
            gateway.record();

            Peer http = client(gateway).sends("CONNECT example.com:443 HTTP/1.1\r\nHost: example.com:443\r\n\r\n")
                    .sends(early);
            assertThat(http.receiveRest()).startsWith("HTTP/1.1 407 ").endsWith("}");
            gateway.record();
        }
    }

    @ParameterizedTest
    @MethodSource("providers")
    void only_the_two_latest_versions_are_spoken(SslProvider provider) throws IOException {
        try (GatewayFixture gateway = withTls(provider).start()) {
            for (String version : List.of("TLSv1.3", "TLSv1.2")) {
                SSLSocket socket = socket(gateway);
                gateway.keep(new Peer(socket));
                socket.setEnabledProtocols(new String[]{version});
                socket.startHandshake();
                assertThat(socket.getSession().getProtocol()).isEqualTo(version);
                assertThat(socket.getSession().getCipherSuite()).matches("TLS_(ECDHE_ECDSA_WITH_)?(AES|CHACHA20).*");
            }
            Peer old = gateway.client().sendsHex(OLD_HELLO);
            assertThat(old.receiveRest()).startsWith("\u0015");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLS_RSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256",
        "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA"})
    void ciphers_without_forward_secrecy_or_authentication_are_not_spoken(String cipher) throws IOException {
        try (GatewayFixture gateway = withTls().start(); SSLSocket socket = socket(gateway)) {
            socket.setEnabledProtocols(new String[]{"TLSv1.2"});
            socket.setEnabledCipherSuites(new String[]{cipher});

            assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("providers")
    void http1_is_chosen_where_it_is_offered_and_nothing_where_it_is_not(SslProvider provider) throws IOException {
        try (GatewayFixture gateway = withTls(provider).start()) {
            assertThat(chosen(gateway, "http/1.1")).isEqualTo("http/1.1");
            assertThat(chosen(gateway, "h2", "http/1.1")).isEqualTo("http/1.1");
            assertThat(chosen(gateway, "h2")).isEmpty();
            assertThat(chosen(gateway, "socks")).isEmpty();
            assertThat(chosen(gateway)).isEmpty();
        }
    }

    private static String chosen(GatewayFixture gateway, String... offered) throws IOException {
        SSLSocket socket = socket(gateway);
        gateway.keep(new Peer(socket));
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(offered);
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket.getApplicationProtocol();
    }

    @ParameterizedTest
    @MethodSource("providers")
    void tls_inside_tls_is_closed(SslProvider provider) {
        try (GatewayFixture gateway = withTls(provider).start()) {
            client(gateway).sendsHex("16").seesEnd();
        }
    }

    @Test
    void socks4_inside_tls_is_told_so() {
        try (GatewayFixture gateway = withTls().start()) {
            client(gateway).sendsHex("04").receivesHex("005b000000000000").seesEnd();
        }
    }

    @Test
    void without_a_certificate_a_client_hello_is_answered_with_an_alert() throws IOException {
        try (GatewayFixture gateway = new GatewayFixture()) {
            gateway.client().sendsHex("1603").receivesHex(HANDSHAKE_FAILURE).seesEnd();
            try (SSLSocket socket = socket(gateway)) {
                assertThatThrownBy(socket::startHandshake).hasMessageContaining("handshake_failure");
            }
        }
    }

    @Test
    void a_handshake_that_is_not_done_in_time_is_closed() {
        try (GatewayFixture gateway = withTls().withDeadlines(LONG, SOON).start()) {
            gateway.client().sendsHex("1603010200").seesCut();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "50", "050102"})
    void what_is_not_done_inside_tls_in_time_is_closed(String sent) {
        try (GatewayFixture gateway = withTls().withDeadlines(SOON, SOON).start()) {
            Peer client = client(gateway).sendsHex(sent);
            if (sent.equals(Hello.OFFERS_LOGIN)) {
                client.receivesHex(Hello.LOGIN_CHOSEN);
            }

            client.seesCut();
        }
    }

    @Test
    void a_record_that_cannot_be_decrypted_closes_the_connection() throws IOException {
        try (GatewayFixture gateway = withTls().start();
                Socket plain = new Socket(InetAddress.getLoopbackAddress(), gateway.port());
                SSLSocket socket = (SSLSocket) EC.trusting().getSocketFactory().createSocket(plain, "localhost",
                        gateway.port(), false)) {
            socket.startHandshake();
            new Peer(socket).sends("GET ");

            new Peer(plain).sendsHex("1703030020" + "00".repeat(32));

            assertThatThrownBy(() -> socket.getInputStream().readAllBytes()).isInstanceOf(IOException.class);
        }
    }

    @Test
    void a_client_that_ends_the_stream_without_saying_so_in_tls_is_let_go() throws IOException {
        try (GatewayFixture gateway = withTls().start();
                Socket plain = new Socket(InetAddress.getLoopbackAddress(), gateway.port());
                SSLSocket socket = (SSLSocket) EC.trusting().getSocketFactory().createSocket(plain, "localhost",
                        gateway.port(), false)) {
            socket.startHandshake();
            new Peer(socket).sendsHex(Hello.OFFERS_LOGIN).receivesHex(Hello.LOGIN_CHOSEN);

            plain.shutdownOutput();

            GatewayFixture.eventually("it is closed", () -> assertThat(gateway.server().connections()).isZero());
        }
    }

    @Test
    void a_client_that_says_goodbye_in_tls_is_let_go() throws IOException {
        try (GatewayFixture gateway = withTls().start();
                Socket plain = new Socket(InetAddress.getLoopbackAddress(), gateway.port());
                SSLSocket socket = (SSLSocket) EC.trusting().getSocketFactory().createSocket(plain, "localhost",
                        gateway.port(), false)) {
            socket.startHandshake();
            new Peer(socket).sendsHex(Hello.OFFERS_LOGIN).receivesHex(Hello.LOGIN_CHOSEN);

            socket.shutdownOutput();

            GatewayFixture.eventually("it is closed", () -> assertThat(gateway.server().connections()).isZero());
        }
    }

    @Test
    void a_handshake_cut_off_anywhere_leaves_nothing_behind() {
        byte[] hello = Peer.bytes("160301003f0100003b0303" + "00".repeat(32) + "000002c02b01000010");
        try (GatewayFixture gateway = withTls().start()) {
            for (int length = 1; length < hello.length; length++) {
                gateway.client().sends(Arrays.copyOf(hello, length)).finishes().seesCut();
            }
        }
    }

    @Test
    void a_new_certificate_is_shown_to_new_clients_and_old_connections_go_on() throws UnusableCertificate {
        GatewayCertificates certificates = GatewayCertificates.load(files);
        try (GatewayFixture gateway = GatewaySetup.USUAL.with(certificates).start()) {
            Peer before = client(gateway).sendsHex(Hello.OFFERS_LOGIN).receivesHex(Hello.LOGIN_CHOSEN);
            Pem next = Pem.OTHER_EC;

            certificates.use(new CertificateFiles(Pem.write(directory.resolve("next.pem"), next.chainText()),
                    Pem.write(directory.resolve("next-key.pem"), next.keyText())));

            gateway.keep(new Peer(socket(gateway, next))).sendsHex(Hello.OFFERS_LOGIN).receivesHex(Hello.LOGIN_CHOSEN);
            assertThatThrownBy(() -> client(gateway).sendsHex(Hello.OFFERS_LOGIN)).isInstanceOf(
                    UncheckedIOException.class);
            before.sendsHex(Hello.login(GatewayFixture.USERNAME, "wrong")).receivesHex("0101").seesEnd();
            gateway.record();
        }
    }

    @Test
    void a_client_cannot_negotiate_anew() throws IOException {
        try (GatewayFixture gateway = withTls().start(); SSLSocket socket = socket(gateway)) {
            socket.setEnabledProtocols(new String[]{"TLSv1.2"});
            Peer client = new Peer(socket).sendsHex(Hello.OFFERS_LOGIN).receivesHex(Hello.LOGIN_CHOSEN);

            assertThatThrownBy(() -> {
                socket.startHandshake();
                client.sendsHex(Hello.LOGS_IN).receivesHex(Hello.LOGGED_IN);
            }).isInstanceOf(UncheckedIOException.class);
        }
    }
}
