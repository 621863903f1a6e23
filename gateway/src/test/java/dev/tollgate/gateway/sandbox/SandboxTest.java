package dev.tollgate.gateway.sandbox;

import dev.tollgate.domain.account.Environment;
import dev.tollgate.domain.admission.Check;
import dev.tollgate.domain.admission.CheckLog.Result;
import dev.tollgate.domain.admission.SubUserAccess.Standing;
import dev.tollgate.domain.error.GatewayError;
import dev.tollgate.domain.traffic.Ending;
import dev.tollgate.domain.traffic.ExchangeRecord;
import dev.tollgate.gateway.GatewayFixture;
import dev.tollgate.gateway.GatewaySetup;
import dev.tollgate.gateway.Peer;
import dev.tollgate.gateway.transport.Transport;
import java.time.Duration;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.tollgate.gateway.GatewayFixture.AUTHORIZATION;
import static org.assertj.core.api.Assertions.assertThat;

/// Requests of sub-users that were made with a token of the sandbox (G§22).
class SandboxTest {
    private static final String CONNECT = "CONNECT shop.example:443 HTTP/1.1\r\nHost: shop.example\r\n" + AUTHORIZATION
            + "\r\n";
    private static final String OF_S1 = "\"username\":{\"name\":\"" + GatewayFixture.NAME + "\",\"type\":\"res\",\"region\":\"us\","
            + "\"state\":null,\"city\":null,\"asn\":null,\"session\":null,\"sesstime\":null}}\n";
    private static final Pattern BYTES_OUT = Pattern.compile("\r\nX-Helodata-Bytes-Out: ([0-9]+)\r\n");

    private static GatewayFixture sandbox() {
        return GatewaySetup.USUAL.inSandbox().start();
    }

    private static String get(String url, String... fields) {
        return "GET " + url + " HTTP/1.1\r\nHost: x\r\n" + AUTHORIZATION + String.join("", fields) + "\r\n";
    }

    private static String echo(String method, String host) {
        return "{\"method\":\"" + method + "\",\"host\":\"" + host + "\"," + OF_S1;
    }

    private static void leftNowhere(GatewayFixture gateway, ExchangeRecord record) {
        assertThat(gateway.dialer().dials()).as("dials").isZero();
        assertThat(record.exit()).isEmpty();
        assertThat(record.caller().environment()).isEqualTo(Environment.TEST);
        assertThat(record.caller().inSandbox()).isTrue();
    }

    @Test
    void a_plain_request_is_answered_with_what_it_was() {
        try (GatewayFixture gateway = sandbox()) {
            Peer client = gateway.client();
            String request = get("http://shop.example:8080/a?b");

            client.sends(request);

            String head = client.receiveHead();
            String body = client.receiveThrough("}}\n");
            assertThat(head).startsWith("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n")
                    .contains("\r\nConnection: keep-alive\r\n", "\r\nX-Helodata-Request-Id: req_",
                            "\r\nX-Helodata-Bytes-In: " + request.length() + "\r\n",
                            "\r\nX-Helodata-Exit-Geo: us\r\n")
                    .doesNotContain("Exit-IP", "Error-Code");
            assertThat(body).isEqualTo(echo("GET", "shop.example:8080"));
            var counted = BYTES_OUT.matcher(head);
            assertThat(counted.find()).isTrue();
            assertThat(Integer.parseInt(counted.group(1))).isEqualTo(head.length() + body.length());
            ExchangeRecord record = gateway.record();
            leftNowhere(gateway, record);
            assertThat(record.bytesIn()).isEqualTo(request.length());
            assertThat(record.bytesOut()).isEqualTo(head.length() + body.length());
            assertThat(record.httpStatus()).hasValue(200);
            assertThat(record.ending()).isEqualTo(Ending.COMPLETE);
            for (Check check : Check.values()) {
                assertThat(record.checks().result(check)).as(check.label()).isIn(Result.PASS, Result.SKIPPED);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://shop.example/", "https://shop.example/", "http://shop.example:80/",
        "https://shop.example:443/"})
    void the_host_is_as_a_target_would_be_told(String url) {
        try (GatewayFixture gateway = sandbox()) {
            Peer client = gateway.client();
            client.sends(get(url, "Connection: close\r\n"));

            assertThat(client.receiveRest()).endsWith("\r\n\r\n" + echo("GET", "shop.example"));
            leftNowhere(gateway, gateway.record());
        }
    }

    @Test
    void requests_with_and_without_bodies_follow_one_another() {
        try (GatewayFixture gateway = sandbox()) {
            Peer client = gateway.client();
            String post = "POST http://a.example/ HTTP/1.1\r\nHost: x\r\n" + AUTHORIZATION;

            client.sends(post + "Content-Length: 3\r\n\r\nabc"
                    + post + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"
                    + get("http://a.example/").replace("GET", "HEAD") + get("http://a.example/", "Connection: close\r\n"));

            for (String method : new String[]{"POST", "POST"}) {
                assertThat(client.receiveHead()).startsWith("HTTP/1.1 200 OK\r\n");
                assertThat(client.receiveThrough("}}\n")).isEqualTo(echo(method, "a.example"));
            }
            assertThat(client.receiveHead()).startsWith("HTTP/1.1 200 OK\r\n")
                    .contains("\r\nContent-Length: " + echo("HEAD", "a.example").length() + "\r\n");
            assertThat(client.receiveHead()).startsWith("HTTP/1.1 200 OK\r\n").contains("\r\nConnection: close\r\n");
            assertThat(client.receiveRest()).isEqualTo(echo("GET", "a.example"));
            for (int i = 0; i < 4; i++) {
                leftNowhere(gateway, gateway.record());
            }
        }
    }

    @Test
    void a_body_is_waited_for_and_counted() {
        try (GatewayFixture gateway = sandbox()) {
            Peer client = gateway.client();
            String head = "POST http://a.example/ HTTP/1.1\r\nHost: x\r\n" + AUTHORIZATION
                    + "Content-Length: 100000\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n";

            client.sends(head).receives("HTTP/1.1 100 Continue\r\n\r\n");
            client.sends("x".repeat(60_000)).sends("x".repeat(40_000));

            assertThat(client.receiveRest()).endsWith(echo("POST", "a.example"));
            assertThat(gateway.record().bytesIn()).isEqualTo(head.length() + 100_000L);
        }
    }

    @Test
    void a_body_that_is_malformed_or_never_comes_ends_the_connection() {
        try (GatewayFixture gateway = GatewaySetup.USUAL.inSandbox()
                .withPatience(Duration.ofMillis(50), Duration.ofMinutes(5)).start()) {
            Peer malformed = gateway.client();
            Peer silent = gateway.client();
            String post = "POST http://a.example/ HTTP/1.1\r\nHost: x\r\n" + AUTHORIZATION;

            malformed.sends(post + "Transfer-Encoding: chunked\r\n\r\nzz\r\n");
            assertThat(malformed.receiveHead()).startsWith("HTTP/1.1 400 Bad Request\r\n");
            assertThat(gateway.record().error()).contains(GatewayError.BAD_REQUEST);
            silent.sends(post + "Content-Length: 5\r\n\r\nab").seesCut();
            assertThat(gateway.record().ending()).isEqualTo(Ending.IDLE);
        }
    }

    @Test
    void a_client_that_leaves_in_the_middle_of_a_body_leaves_nothing_behind() {
        try (GatewayFixture gateway = sandbox()) {
            Peer client = gateway.client();
            client.sends("POST http://a.example/ HTTP/1.1\r\nHost: x\r\n" + AUTHORIZATION + "Content-Length: 5\r\n\r\nab")
                    .finishes().seesEnd();

            assertThat(gateway.record().ending()).isEqualTo(Ending.CLIENT_CLOSED);
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void a_connect_reaches_a_server_that_answers_http(Transport transport) {
        try (GatewayFixture gateway = GatewaySetup.USUAL.inSandbox().with(transport).start()) {
            Peer client = gateway.client();
            client.sends(CONNECT);
            String established = client.receiveHead();
            assertThat(established).startsWith("HTTP/1.1 200 Connection Established\r\n")
                    .contains("\r\nX-Helodata-Exit-Geo: us\r\n").doesNotContain("Content-Length");

            String request = "GET /x HTTP/1.1\r\nHost: shop.example\r\n\r\n";
            int out = established.length();
            for (int i = 0; i < 2; i++) {
                client.sends(request);
                String head = client.receiveHead();
                out += head.length() + client.receiveThrough("}}\n").length();
                assertThat(head).startsWith("HTTP/1.1 200 OK\r\n").doesNotContain("X-Helodata");
            }
            client.finishes().seesEnd();

            ExchangeRecord record = gateway.record();
            leftNowhere(gateway, record);
            assertThat(record.ending()).isEqualTo(Ending.COMPLETE);
            assertThat(record.bytesIn()).isEqualTo(CONNECT.length() + 2L * request.length());
            assertThat(record.bytesOut()).isEqualTo(out);
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void a_socks_tunnel_reaches_it_too_and_early_bytes_are_not_lost(Transport transport) {
        try (GatewayFixture gateway = GatewaySetup.USUAL.inSandbox().with(transport).start()) {
            Peer client = gateway.client().sendsHex(SandboxSocks.LOGIN_AND_CONNECT)
                    .sends("GET / HTTP/1.1\r\nHost: shop.example\r\nConnection: close\r\n\r\n");

            client.receivesHex(SandboxSocks.LOGGED_IN_AND_CONNECTED);
            assertThat(client.receiveRest()).startsWith("HTTP/1.1 200 OK\r\n").endsWith(echo("GET", "shop.example"));

            client.close();
            ExchangeRecord record = gateway.record();
            leftNowhere(gateway, record);
            assertThat(record.ending()).isEqualTo(Ending.COMPLETE);
        }
    }

    @Test
    void a_client_that_begins_tls_in_its_tunnel_is_refused_in_tls() {
        try (GatewayFixture gateway = sandbox()) {
            Peer client = gateway.client();
            client.sends(CONNECT).receiveHead();

            client.sends(HexFormat.of().parseHex("160301000501000001"));

            assertThat(client.receiveRest()).isEqualTo("\u0015\u0003\u0001\u0000\u0002\u0002(");
            client.finishes();
            assertThat(gateway.record().ending()).isEqualTo(Ending.COMPLETE);
        }
    }

    @Test
    void a_client_that_takes_no_answers_is_not_read_and_gets_them_all_in_the_end() throws Exception {
        // More than the sockets between the two can hold.
        int many = 800;
        String host = "a".repeat(20_000);
        String body = echo("GET", host);
        try (GatewayFixture gateway = sandbox()) {
            Peer client = gateway.client(8 * 1024);
            client.sends(CONNECT).receiveHead();
            Thread sender = Thread.ofVirtual()
                    .start(() -> client.sends(("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n").repeat(many))
                            .finishes());

            String answer = client.receiveThrough(body);
            byte[] others = client.socket().getInputStream().readAllBytes();
            sender.join();

            assertThat(answer).startsWith("HTTP/1.1 200 OK\r\n");
            assertThat(others).hasSize((many - 1) * answer.length());
            assertThat(gateway.record().ending()).isEqualTo(Ending.COMPLETE);
        }
    }

    @Test
    void a_silent_tunnel_ends() {
        try (GatewayFixture gateway = GatewaySetup.USUAL.inSandbox()
                .withPatience(Duration.ofMinutes(1), Duration.ofMillis(10)).start()) {
            Peer client = gateway.client();
            client.sends(CONNECT).receiveHead();

            client.seesCut();

            assertThat(gateway.record().ending()).isEqualTo(Ending.IDLE);
        }
    }

    @Test
    void a_reset_ends_it() {
        try (GatewayFixture gateway = sandbox()) {
            Peer client = gateway.client();
            client.sends(CONNECT).receiveHead();

            client.resets();

            assertThat(gateway.record().ending()).isEqualTo(Ending.CLIENT_CLOSED);
        }
    }

    @Test
    void a_disabled_sub_users_tunnels_are_cut_here_too() {
        try (GatewayFixture gateway = sandbox()) {
            Peer client = gateway.client();
            client.sends(CONNECT).receiveHead();

            gateway.subUserIs(Standing.DISABLED);

            client.seesCut();
            assertThat(gateway.record().ending()).isEqualTo(Ending.ACCESS_WITHDRAWN);
            assertThat(gateway.client().sends(CONNECT).receiveHead())
                    .contains("\r\nX-Helodata-Error-Code: subuser-disabled\r\n");
            gateway.record();
        }
    }

    @Test
    void the_checks_and_limits_are_the_real_ones() {
        try (GatewayFixture gateway = GatewaySetup.USUAL.inSandbox().withSlots(1).start()) {
            Peer first = gateway.client();
            Peer second = gateway.client();
            Peer wrong = gateway.client();
            first.sends(CONNECT).receiveHead();
            second.sends(CONNECT);
            assertThat(second.receiveHead()).contains("\r\nX-Helodata-Error-Code: concurrent-limit\r\n");
            assertThat(gateway.record().checks().result(Check.CONCURRENCY)).isEqualTo(Result.FAIL);

            wrong.sends(CONNECT.replace(AUTHORIZATION, "Proxy-Authorization: Basic aGVsb19zMTp4\r\n"));
            assertThat(wrong.receiveHead()).contains("\r\nX-Helodata-Error-Code: bad-username\r\n");
            gateway.record();

            first.finishes().seesEnd();
            gateway.record();
        }
    }

    @Test
    void a_forbidden_target_is_forbidden_here_too() {
        try (GatewayFixture gateway = sandbox()) {
            Peer client = gateway.client();
            client.sends(get("http://127.0.0.1/") + get("http://shop.example:25/"));

            assertThat(client.receiveHead()).contains("\r\nX-Helodata-Error-Code: restricted-target\r\n");
            client.receiveThrough("}");
            assertThat(client.receiveHead()).contains("\r\nX-Helodata-Error-Code: restricted-port\r\n");
            client.receiveThrough("}");
            gateway.record();
            gateway.record();
        }
    }

    @Test
    void no_exit_is_needed() {
        try (GatewayFixture gateway = GatewaySetup.USUAL.inSandbox().withoutExit().start()) {
            Peer client = gateway.client();
            client.sends(get("http://shop.example/", "Connection: close\r\n"));

            assertThat(client.receiveRest()).startsWith("HTTP/1.1 200 OK\r\n");
            gateway.record();
        }
    }

    @Test
    void in_production_a_name_of_the_sandbox_is_a_name_like_any_other() {
        try (GatewayFixture gateway = GatewaySetup.USUAL.start()) {
            Peer client = gateway.client();
            client.sends(CONNECT.replace("shop.example:443", "concurrent-limit.sandbox.invalid:443"));

            assertThat(client.receiveHead()).startsWith("HTTP/1.1 200 Connection Established\r\n");
            assertThat(gateway.dialer().dials()).isOne();
            gateway.target().accept().close();
            client.seesEnd();
            client.finishes();
            assertThat(gateway.record().caller().inSandbox()).isFalse();
        }
    }
}
