package dev.tollgate.gateway.inbound.http;

import dev.tollgate.domain.admission.Check;
import dev.tollgate.domain.admission.CheckLog;
import dev.tollgate.domain.admission.SubUserAccess;
import dev.tollgate.domain.error.GatewayError;
import dev.tollgate.domain.error.ProxyStatusError;
import dev.tollgate.domain.limit.Allowance;
import dev.tollgate.domain.traffic.Ending;
import dev.tollgate.domain.traffic.ExchangeRecord;
import dev.tollgate.gateway.GatewayFixture;
import dev.tollgate.gateway.GatewaySetup;
import dev.tollgate.gateway.Peer;
import dev.tollgate.gateway.connection.Timeouts;
import dev.tollgate.gateway.dial.TlsOutcome;
import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.tollgate.gateway.inbound.http.Requests.answer;
import static dev.tollgate.gateway.inbound.http.Requests.chunkedPost;
import static dev.tollgate.gateway.inbound.http.Requests.code;
import static dev.tollgate.gateway.inbound.http.Requests.get;
import static dev.tollgate.gateway.inbound.http.Requests.post;
import static dev.tollgate.gateway.inbound.http.Requests.received;
import static dev.tollgate.gateway.inbound.http.Requests.request;
import static org.assertj.core.api.Assertions.assertThat;

/// Plain requests that do not come to a good end (G§4.2, G§4.4, G§19).
class FailuresTest {
    private static final Duration SHORT = Duration.ofMillis(80);
    private static final Duration LONG = Duration.ofMinutes(1);

    @Test
    void a_target_that_cannot_be_reached_is_named_by_its_code_and_the_connection_goes_on() {
        try (var gateway = new GatewayFixture()) {
            gateway.dialer().fails(GatewayError.TARGET_REFUSED, Check.DIAL, "The target refused the connection.");
            Peer client = gateway.client();

            for (int i = 0; i < 2; i++) {
                client.sends(get());
                String head = client.receiveHead();
                client.receiveThrough("}");
                assertThat(head).startsWith("HTTP/1.1 502 Bad Gateway\r\n").contains("\r\nConnection: keep-alive\r\n");
                assertThat(code(head)).isEqualTo("target-refused");
                ExchangeRecord record = gateway.record();
                assertThat(record.error()).contains(GatewayError.TARGET_REFUSED);
                assertThat(record.checks().result(Check.RESOLVE)).isEqualTo(CheckLog.Result.PASS);
                assertThat(record.checks().result(Check.DIAL)).isEqualTo(CheckLog.Result.FAIL);
                assertThat(record.bytesIn()).isEqualTo(get().length());
                assertThat(record.bytesOut()).isGreaterThan(head.length());
            }
        }
    }

    @Test
    void a_name_that_does_not_resolve_fails_that_check() {
        try (var gateway = new GatewayFixture()) {
            gateway.dialer().fails(GatewayError.TARGET_DNS_FAILED, Check.RESOLVE, "No such name.");
            Peer client = gateway.client();

            client.sends(get());

            assertThat(code(client.receiveHead())).isEqualTo("target-dns-failed");
            assertThat(gateway.record().checks().result(Check.RESOLVE)).isEqualTo(CheckLog.Result.FAIL);
        }
    }

    @Test
    void a_refusal_behind_a_body_that_is_not_there_yet_closes() {
        try (var gateway = new GatewayFixture()) {
            gateway.dialer().fails(GatewayError.TARGET_REFUSED, Check.DIAL, "The target refused the connection.");
            Peer client = gateway.client();

            client.sends(request("POST http://example.com/ HTTP/1.1", "Content-Length: 5") + "abc");

            assertThat(client.receiveHead()).contains("\r\nConnection: close\r\n");
            client.receiveThrough("}");
            client.seesEnd();
            gateway.record();
        }
    }

    @Test
    void a_tls_failure_is_told_with_its_own_proxy_status() {
        var fails = new TlsOutcome.Failed(GatewayError.TARGET_TLS_FAILED, ProxyStatusError.TLS_CERTIFICATE_ERROR,
                "No.");
        try (var gateway = new GatewayFixture(GatewaySetup.USUAL.with((channel, host, port, limit, done) -> {
            channel.close();
            done.accept(fails);
        }))) {
            Peer client = gateway.client();

            client.sends(request("GET https://example.com/ HTTP/1.1"));

            assertThat(client.receiveHead()).contains("error=tls_certificate_error; details=\"target-tls-failed\"");
            gateway.record();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\nContent-Le"})
    void a_target_that_closes_before_its_head_is_said_to_have_closed(String begun) {
        try (var gateway = new GatewayFixture()) {
            Peer client = gateway.client();

            client.sends(get());
            gateway.target().accept().receives(received()).sends(begun).finishes();

            String head = client.receiveHead();
            assertThat(head).startsWith("HTTP/1.1 502").contains("\r\nConnection: keep-alive\r\n");
            assertThat(code(head)).isEqualTo("target-closed");
            assertThat(gateway.record().error()).contains(GatewayError.TARGET_CLOSED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 10\r\n\r\nhello", "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
        "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n",
        "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nzz\r\n"})
    void an_answer_that_breaks_off_cuts_the_client(String answer) {
        try (var gateway = new GatewayFixture()) {
            Peer client = gateway.client();

            client.sends(get());
            gateway.target().accept().receives(received()).sends("HTTP/1.1 200 OK\r\n" + answer).finishes();

            assertThat(client.receiveUntilCut()).contains("hello").doesNotContain("0\r\n\r\n");
            assertThat(gateway.record().ending()).isEqualTo(Ending.TARGET_CLOSED);
        }
    }

    @Test
    void a_1_0_client_is_reset_where_an_end_would_look_complete() {
        try (var gateway = new GatewayFixture()) {
            Peer client = gateway.client();

            client.sends(request("GET http://example.com/ HTTP/1.0"));
            Peer target = gateway.target().accept().receives(received())
                    .sends("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");
            client.receiveHead();
            client.receives("hello");
            target.finishes();

            client.seesReset();
            assertThat(gateway.record().ending()).isEqualTo(Ending.TARGET_CLOSED);
        }
    }

    @Test
    void a_reset_is_no_end_of_a_body_without_a_length() {
        try (var gateway = new GatewayFixture()) {
            Peer client = gateway.client();

            client.sends(get());
            Peer target = gateway.target().accept().receives(received()).sends("HTTP/1.1 200 OK\r\n\r\nhello");
            client.receiveHead();
            client.receives("5\r\nhello\r\n");
            target.resets();

            client.seesCut();
            assertThat(gateway.record().ending()).isEqualTo(Ending.TARGET_CLOSED);
        }
    }

    @Test
    void a_broken_chunk_is_answered_if_nothing_was() {
        try (var gateway = new GatewayFixture()) {
            Peer client = gateway.client();

            client.sends(chunkedPost() + "3\r\nabc\r\n");
            Peer target = gateway.target().accept();
            target.receiveThrough("abc\r\n");
            client.sends("zz\r\n");

            String head = client.receiveHead();
            assertThat(head).startsWith("HTTP/1.1 400 Bad Request\r\n").contains("\r\nConnection: close\r\n");
            assertThat(code(head)).isEqualTo("bad-request");
            target.seesCut();
            ExchangeRecord record = gateway.record();
            assertThat(record.checks().result(Check.MESSAGE)).isEqualTo(CheckLog.Result.FAIL);
        }
    }

    @Test
    void a_chunk_broken_from_the_start_never_reaches_the_target_as_a_whole_request() {
        try (var gateway = new GatewayFixture()) {
            Peer client = gateway.client();

            client.sends(chunkedPost() + "zz\r\n\r\n" + get());

            assertThat(code(client.receiveHead())).isEqualTo("bad-request");
            client.receiveThrough("}");
            client.seesEnd();
            assertThat(gateway.target().accept().receiveUntilCut()).doesNotContain("0\r\n\r\n");
            gateway.record();
        }
    }

    @Test
    void a_broken_chunk_behind_the_answers_head_cuts_both() {
        try (var gateway = new GatewayFixture()) {
            Peer client = gateway.client();

            client.sends(chunkedPost());
            Peer target = gateway.target().accept();
            target.receiveHead();
            target.sends("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n");
            client.receiveHead();
            client.sends("zz\r\n");

            client.seesCut();
            target.seesCut();
            gateway.record();
        }
    }

    @Test
    void a_target_that_does_not_answer_in_time_is_a_timeout_of_its_answer() {
        try (var gateway = new GatewayFixture(GatewaySetup.USUAL.with(timeouts(SHORT, LONG, LONG, LONG)))) {
            Peer client = gateway.client();

            client.sends(get());
            gateway.target().accept().receives(received()).seesCut();

            String head = client.receiveHead();
            assertThat(head).startsWith("HTTP/1.1 504 Gateway Timeout\r\n").contains("\r\nConnection: keep-alive\r\n")
                    .contains(
                            "\r\nProxy-Status: tollgate; error=http_response_timeout; details=\"target-timeout\"\r\n");
            gateway.record();
        }
    }

    @Test
    void a_target_that_leaves_a_client_waiting_for_100_is_a_timeout_too() {
        try (var gateway = new GatewayFixture(GatewaySetup.USUAL.with(timeouts(SHORT, LONG, LONG, LONG)))) {
            Peer client = gateway.client();

            client.sends(request("POST http://example.com/ HTTP/1.1", "Content-Length: 3", "Expect: 100-continue"));

            assertThat(code(client.receiveHead())).isEqualTo("target-timeout");
            gateway.record();
        }
    }

    @Test
    void a_pause_within_an_answers_body_is_cut() {
        try (var gateway = new GatewayFixture(GatewaySetup.USUAL.with(timeouts(LONG, SHORT, LONG, LONG)))) {
            Peer client = gateway.client();

            client.sends(get());
            Peer target = gateway.target().accept().receives(received())
                    .sends("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello");

            assertThat(client.receiveUntilCut()).endsWith("hello");
            target.seesCut();
            assertThat(gateway.record().ending()).isEqualTo(Ending.IDLE);
        }
    }

    @Test
    void a_pause_within_a_requests_body_is_cut() {
        try (var gateway = new GatewayFixture(GatewaySetup.USUAL.with(timeouts(LONG, SHORT, LONG, LONG)))) {
            Peer client = gateway.client();

            client.sends(request("POST http://example.com/ HTTP/1.1", "Content-Length: 3") + "a");

            client.seesCut();
            ExchangeRecord record = gateway.record();
            assertThat(record.ending()).isEqualTo(Ending.IDLE);
            assertThat(record.httpStatus()).isEmpty();
        }
    }

    @Test
    void a_kept_connection_is_closed_in_silence_when_no_request_comes() {
        try (var gateway = new GatewayFixture(GatewaySetup.USUAL.with(timeouts(LONG, LONG, SHORT, LONG)))) {
            Peer client = gateway.client();

            client.sends(get());
            Peer target = gateway.target().accept().receives(received()).sends(answer(""));
            client.receiveHead();

            client.seesEnd();
            target.seesCut();
            gateway.record();
        }
    }

    @Test
    void a_next_head_that_does_not_come_to_its_end_is_told_so() {
        try (var gateway = new GatewayFixture(GatewaySetup.USUAL.with(timeouts(LONG, LONG, LONG, SHORT)))) {
            Peer client = gateway.client();

            client.sends(get());
            gateway.target().accept().receives(received()).sends(answer(""));
            client.receiveHead();
            client.sends("GET ");

            assertThat(code(client.receiveHead())).isEqualTo("request-timeout");
            gateway.record();
            gateway.record();
        }
    }

    @Test
    void a_client_that_leaves_ends_the_targets_side_too() {
        try (var gateway = new GatewayFixture()) {
            Peer client = gateway.client();

            client.sends(get());
            Peer target = gateway.target().accept().receives(received());
            client.resets();

            target.seesCut();
            ExchangeRecord record = gateway.record();
            assertThat(record.ending()).isEqualTo(Ending.CLIENT_CLOSED);
            assertThat(record.httpStatus()).isEmpty();
        }
    }

    @Test
    void a_client_that_leaves_while_its_target_is_dialled_stops_the_dial() {
        try (var gateway = new GatewayFixture()) {
            gateway.dialer().staysSilent();
            Peer client = gateway.client();

            client.sends(get());
            Awaitility.await().until(() -> gateway.dialer().dials() == 1);
            client.resets();

            assertThat(gateway.record().ending()).isEqualTo(Ending.CLIENT_CLOSED);
            assertThat(gateway.dialer().cancelled()).isOne();
        }
    }

    @Test
    void a_client_that_finishes_within_its_body_is_gone() {
        try (var gateway = new GatewayFixture()) {
            Peer client = gateway.client();

            client.sends(request("POST http://example.com/ HTTP/1.1", "Content-Length: 3") + "a").finishes();

            client.seesCut();
            gateway.target().accept().receiveUntilCut();
            assertThat(gateway.record().ending()).isEqualTo(Ending.CLIENT_CLOSED);
        }
    }

    @Test
    void disabling_a_sub_user_cuts_its_running_requests() {
        try (var gateway = new GatewayFixture()) {
            Peer client = gateway.client();

            client.sends(get());
            Peer target = gateway.target().accept().receives(received());
            gateway.subUserIs(SubUserAccess.Standing.DISABLED);

            client.seesCut();
            target.seesCut();
            assertThat(gateway.record().ending()).isEqualTo(Ending.ACCESS_WITHDRAWN);
        }
    }

    @Test
    void a_stop_of_the_node_ends_what_runs_and_records_it() {
        try (var gateway = new GatewayFixture()) {
            Peer client = gateway.client();

            client.sends(get());
            Peer target = gateway.target().accept().receives(received());
            gateway.server().close();

            client.seesCut();
            target.seesCut();
            assertThat(gateway.record().ending()).isEqualTo(Ending.SHUTDOWN);
        }
    }

    @Test
    void a_full_sub_user_is_refused_until_a_connection_closes() {
        var one = new Allowance(1, 1_000, 1, 1_000);
        try (var gateway = new GatewayFixture(GatewaySetup.USUAL.with(one))) {
            Peer first = gateway.client();
            Peer second = gateway.client();

            first.sends(get());
            Peer target = gateway.target().accept().receives(received()).sends(answer(""));
            first.receiveHead();
            second.sends(get());
            String head = second.receiveHead();
            second.receiveThrough("}");
            first.close();
            Awaitility.await().until(() -> gateway.limits().held() == 0);
            second.sends(post(""));

            assertThat(code(head)).isEqualTo("concurrent-limit");
            target.receiveHead();
            target.sends(answer(""));
            assertThat(second.receiveHead()).startsWith("HTTP/1.1 200");
            gateway.record();
            gateway.record();
            gateway.record();
        }
    }

    /// Each refusal is small; what fills the way to the client is how many there are.
    @Test
    void a_client_that_takes_none_of_its_refusals_is_cut() {
        try (var gateway = new GatewayFixture(GatewaySetup.USUAL.with(timeouts(LONG, SHORT, LONG, LONG)))) {
            Peer client = gateway.client(1_024);
            Thread.startVirtualThread(() -> client.triesToSend("GET / HTTP/1.1\r\nHost: a\r\n\r\n".repeat(30_000)));

            Awaitility.await().atMost(Duration.ofSeconds(10)).pollInterval(Duration.ofMillis(5))
                    .until(() -> gateway.recordsLeft() > 0 && gateway.server().connections() == 0);
            while (gateway.recordsLeft() > 0) {
                assertThat(gateway.record().error()).contains(GatewayError.BAD_REQUEST);
            }
        }
    }

    private static Timeouts timeouts(Duration firstByte, Duration bodyIdle, Duration keepAlive, Duration nextHead) {
        return new Timeouts(LONG, LONG, LONG, keepAlive, nextHead, LONG, LONG, LONG, firstByte, bodyIdle, LONG, LONG,
                Optional.empty(), LONG);
    }
}
