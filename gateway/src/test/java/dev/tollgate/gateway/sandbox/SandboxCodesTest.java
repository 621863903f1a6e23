package dev.tollgate.gateway.sandbox;

import dev.tollgate.domain.admission.Check;
import dev.tollgate.domain.admission.CheckLog.Result;
import dev.tollgate.domain.error.GatewayError;
import dev.tollgate.domain.error.Retry;
import dev.tollgate.domain.error.SocksAnswer;
import dev.tollgate.domain.limit.Allowance;
import dev.tollgate.domain.traffic.Ending;
import dev.tollgate.domain.traffic.ExchangeRecord;
import dev.tollgate.gateway.GatewayFixture;
import dev.tollgate.gateway.GatewaySetup;
import dev.tollgate.gateway.Peer;
import dev.tollgate.gateway.inbound.socks5.Hello;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.tollgate.gateway.GatewayFixture.AUTHORIZATION;
import static org.assertj.core.api.Assertions.assertThat;

/// A target `{code}.sandbox.invalid` answers with that code, on every protocol, as the real refusal would (G§11, G§22).
class SandboxCodesTest {
    /// Those behind which nothing more is read of the connection, or wanted of the client (G§4.2, G§9.1, G§20).
    private static final Set<GatewayError> CLOSING = EnumSet.of(GatewayError.UNKNOWN_SUBUSER,
            GatewayError.REQUEST_TIMEOUT, GatewayError.URI_TOO_LONG, GatewayError.EXPECTATION_FAILED,
            GatewayError.HEADERS_TOO_LARGE, GatewayError.INTERNAL_ERROR, GatewayError.MAINTENANCE,
            GatewayError.UNSUPPORTED_VERSION, GatewayError.LOOP_DETECTED);

    private static GatewayFixture sandbox() {
        return GatewaySetup.USUAL.inSandbox().with(new Allowance(7, 40, 5, 30)).start();
    }

    /// Of a family, one of its codes.
    private static String code(GatewayError error) {
        return error == GatewayError.RESTRICTED_CATEGORY ? "restricted-category-banking" : error.code();
    }

    private static void isAsTheRealOne(String head, GatewayError error) {
        assertThat(head).startsWith("HTTP/1.1 " + error.status() + " ").contains(
                "\r\nX-Helodata-Error-Code: " + code(error) + "\r\n", "\r\nX-Helodata-Error-Detail: ",
                "\r\nX-Helodata-Request-Id: req_",
                "\r\nProxy-Status: tollgate; error=" + error.proxyStatus().getFirst().token() + "; details=\""
                        + code(error) + "\"\r\n",
                "\r\nCache-Control: no-store\r\n", "\r\nContent-Type: application/json\r\n");
        has(head, "\r\nProxy-Authenticate: Basic realm=\"helodata\", charset=\"UTF-8\"\r\n", error.status() == 407);
        has(head, "\r\nWWW-Authenticate: Proxy-Subuser realm=\"helodata\"\r\n", error.status() == 401);
        has(head, "\r\nAllow: ", error.status() == 405);
        has(head, "\r\nRetry-After: ", !Set.of(Retry.NO, Retry.YES).contains(error.retry()));
        has(head, "\r\nX-Helodata-Block-Reason: banking\r\n", error == GatewayError.RESTRICTED_CATEGORY);
        has(head, "\r\nX-Helodata-Limit: 30\r\nX-Helodata-Current: 30\r\n", error == GatewayError.RPS_LIMIT);
        has(head, "\r\nX-Helodata-Limit: 5\r\nX-Helodata-Current: 5\r\n", error == GatewayError.CONCURRENT_LIMIT);
    }

    private static void has(String head, String part, boolean wanted) {
        assertThat(head.contains(part)).as("%s in %s", part, head).isEqualTo(wanted);
    }

    private static void isRecorded(GatewayFixture gateway, GatewayError error) {
        ExchangeRecord record = gateway.record();
        assertThat(record.error()).contains(error);
        assertThat(record.code()).contains(code(error));
        assertThat(record.ending()).isEqualTo(Ending.REFUSED);
        assertThat(record.caller().inSandbox()).isTrue();
        assertThat(record.caller().proven()).isTrue();
        assertThat(record.bytesIn()).isPositive();
        assertThat(record.checks().result(Check.DIAL)).isEqualTo(Result.FAIL);
        assertThat(gateway.dialer().dials()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void a_plain_request_is_refused_so(GatewayError error) {
        try (GatewayFixture gateway = sandbox()) {
            Peer client = gateway.client();
            client.sends("GET http://" + code(error) + ".sandbox.invalid/ HTTP/1.1\r\nHost: x\r\n" + AUTHORIZATION
                    + "\r\n");

            String head = client.receiveHead();
            String body = client.receiveThrough("\"}");
            isAsTheRealOne(head, error);
            assertThat(body).startsWith("{\"code\":\"" + code(error) + "\",\"message\":\"");
            has(head, "\r\nConnection: close\r\n", CLOSING.contains(error));
            if (CLOSING.contains(error)) {
                client.seesEnd();
            }
            isRecorded(gateway, error);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_connect_is_refused_so(GatewayError error) {
        try (GatewayFixture gateway = sandbox()) {
            Peer client = gateway.client();
            client.sends("CONNECT " + code(error) + ".sandbox.invalid:443 HTTP/1.1\r\nHost: x\r\n" + AUTHORIZATION
                    + "\r\n");

            String head = client.receiveHead();
            isAsTheRealOne(head, error);
            assertThat(head).contains("\r\nConnection: close\r\n");
            assertThat(client.receiveRest()).startsWith("{\"code\":\"" + code(error) + "\"");
            isRecorded(gateway, error);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_socks_request_is_refused_so(GatewayError error) {
        SocksAnswer socks = error.socks();
        int atLogin = socks.hasLogin() ? SocksAnswer.NOT_ALLOWED : SocksAnswer.GENERAL_FAILURE;
        try (GatewayFixture gateway = sandbox()) {
            Peer client = gateway.client().sendsHex(Hello.OFFERS_LOGIN + Hello.LOGS_IN
                    + SandboxSocks.connects(code(error) + ".sandbox.invalid", 443));

            client.receivesHex(SandboxSocks.LOGGED_IN + Hello.failed(socks.hasReply() ? socks.reply() : atLogin))
                    .seesEnd();
            isRecorded(gateway, error);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-such-code", "auth_failed", "restricted-category", "restricted-category-x",
        "a.auth-failed", "rps-limit.x"})
    void a_name_that_is_no_code_is_not_found(String name) {
        try (GatewayFixture gateway = sandbox()) {
            Peer client = gateway.client();
            client.sends("GET http://" + name + ".sandbox.invalid/ HTTP/1.1\r\nHost: x\r\n" + AUTHORIZATION + "\r\n");

            assertThat(client.receiveHead()).startsWith("HTTP/1.1 502 Bad Gateway\r\n").contains(
                    "\r\nX-Helodata-Error-Code: target-dns-failed\r\n",
                    "\r\nX-Helodata-Error-Detail: The sandbox knows no code of that name.\r\n");
            client.receiveThrough("\"}");
            isRecorded(gateway, GatewayError.TARGET_DNS_FAILED);
        }
    }

    @Test
    void a_name_is_read_in_any_case_and_at_any_port() {
        try (GatewayFixture gateway = sandbox()) {
            Peer client = gateway.client();
            client.sends("GET http://Rps-Limit.Sandbox.INVALID.:8080/ HTTP/1.1\r\nHost: x\r\n" + AUTHORIZATION
                    + "\r\n");

            isAsTheRealOne(client.receiveHead(), GatewayError.RPS_LIMIT);
            client.receiveThrough("\"}");
            isRecorded(gateway, GatewayError.RPS_LIMIT);
        }
    }

    @Test
    void after_a_refusal_the_connection_goes_on() {
        try (GatewayFixture gateway = sandbox()) {
            Peer client = gateway.client();
            client.sends("POST http://target-timeout.sandbox.invalid/ HTTP/1.1\r\nHost: x\r\n" + AUTHORIZATION
                    + "Content-Length: 3\r\n\r\nabcGET http://shop.example/ HTTP/1.1\r\nHost: x\r\n" + AUTHORIZATION
                    + "\r\n");

            assertThat(client.receiveHead()).startsWith("HTTP/1.1 504 ");
            client.receiveThrough("\"}");
            assertThat(client.receiveHead()).startsWith("HTTP/1.1 200 OK\r\n");
            client.receiveThrough("}}\n");
            isRecorded(gateway, GatewayError.TARGET_TIMEOUT);
            gateway.record();
        }
    }
}
