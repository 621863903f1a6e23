package dev.tollgate.gateway.inbound.http;

import dev.tollgate.domain.traffic.Ending;
import dev.tollgate.gateway.GatewayFixture;
import dev.tollgate.gateway.Peer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.tollgate.gateway.inbound.http.Requests.answer;
import static dev.tollgate.gateway.inbound.http.Requests.chunkedPost;
import static dev.tollgate.gateway.inbound.http.Requests.code;
import static dev.tollgate.gateway.inbound.http.Requests.get;
import static dev.tollgate.gateway.inbound.http.Requests.own;
import static dev.tollgate.gateway.inbound.http.Requests.received;
import static dev.tollgate.gateway.inbound.http.Requests.request;
import static org.assertj.core.api.Assertions.assertThat;

/// What becomes of a target's answer (G§4.4, G§12).
class AnswersTest {
    @ParameterizedTest
    @ValueSource(strings = {"200 OK", "404 Not Found", "502 Bad Gateway", "599 ", "418 I'm a teapot",
        "401 Unauthorized"})
    void any_other_status_is_passed_on_and_is_not_ours(String status) {
        try (var gateway = new GatewayFixture()) {
            Peer client = gateway.client();

            client.sends(get());
            gateway.target().accept().receives(received()).sends("HTTP/1.1 " + status
                    + "\r\nContent-Length: 0\r\n\r\n");

            assertThat(client.receiveHead()).startsWith("HTTP/1.1 " + status + "\r\n").doesNotContain("Error-Code");
            assertThat(gateway.record().error()).isEmpty();
        }
    }

    @Test
    void hop_by_hop_fields_and_our_own_names_of_the_target_are_removed() {
        try (var gateway = new GatewayFixture()) {
            Peer client = gateway.client();

            client.sends(get());
            gateway.target().accept().receives(received()).sends(Requests.head("HTTP/1.1 200 OK", "Connection: X-Mine",
                    "X-Mine: 1", "Keep-Alive: timeout=5", "Upgrade: h2c", "Proxy-Authenticate: Basic", "Trailer: X",
                    "x-helodata-error-code: auth-failed", "Set-Cookie: a", "Server : folded", "  twice",
                    "Set-Cookie: b",
                    "Content-Length: 0"));

            assertThat(client.receiveHead()).startsWith("HTTP/1.1 200 OK\r\nSet-Cookie: a\r\nServer: folded twice\r\n"
                    + "Set-Cookie: b\r\nContent-Length: 0\r\nX-Helodata-Request-Id: ").doesNotContain("auth-failed");
            gateway.record();
        }
    }

    @Test
    void a_chunked_answer_is_chunked_anew() {
        try (var gateway = new GatewayFixture()) {
            Peer client = gateway.client();

            client.sends(get());
            Peer target = gateway.target().accept().receives(received())
                    .sends("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;a=b\r\nhello\r\n0\r\nX-T: 1\r\n\r\n");

            String head = client.receiveHead();
            assertThat(head).contains("\r\nTransfer-Encoding: chunked\r\n").doesNotContain("Bytes-Out");
            client.receives("5\r\nhello\r\n0\r\n\r\n");
            assertThat(gateway.record().bytesOut()).isEqualTo(head.length() + 15);
            client.sends(get());
            target.receives(received()).sends(answer("again"));
            client.receiveHead();
            client.receives("again");
            gateway.record();
        }
    }

    @Test
    void a_client_that_takes_trailers_is_told_the_length_in_one() {
        try (var gateway = new GatewayFixture()) {
            Peer client = gateway.client();

            client.sends(get("TE: trailers"));
            gateway.target().accept().receives(received())
                    .sends("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n");

            String head = client.receiveHead();
            assertThat(head).contains("\r\nTrailer: X-Helodata-Bytes-Out\r\n");
            client.receives("5\r\nhello\r\n0");
            String trailer = client.receiveHead();
            long out = gateway.record().bytesOut();
            assertThat(own(trailer, "Bytes-Out")).isEqualTo(Long.toString(out));
            assertThat(out).isEqualTo(head.length() + 11 + trailer.length());
        }
    }

    @Test
    void an_answer_that_ends_with_the_connection_is_chunked_for_a_1_1_client() {
        try (var gateway = new GatewayFixture()) {
            Peer client = gateway.client();

            client.sends(get());
            Peer target = gateway.target().accept().receives(received()).sends("HTTP/1.1 200 OK\r\n\r\nhello");
            assertThat(client.receiveHead()).contains("\r\nTransfer-Encoding: chunked\r\n").doesNotContain(
                    "Connection:");
            client.receives("5\r\nhello\r\n");
            target.sends("world").finishes();
            client.receives("5\r\nworld\r\n0\r\n\r\n");

            client.sends(get());
            gateway.target().accept().receives(received()).sends(answer("ok"));
            client.receiveHead();
            gateway.record();
            gateway.record();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
        "HTTP/1.0 200 OK\r\n\r\nhello"})
    void a_1_0_client_gets_a_body_without_a_length_up_to_the_end_of_the_connection(String answer) {
        try (var gateway = new GatewayFixture()) {
            Peer client = gateway.client();

            client.sends(request("GET http://example.com/ HTTP/1.0", "Connection: keep-alive"));
            gateway.target().accept().receives(received()).sends(answer).finishes();

            String head = client.receiveHead();
            assertThat(head).contains("\r\nConnection: close\r\n").doesNotContain("Transfer-Encoding")
                    .doesNotContain("Bytes-Out");
            client.receives("hello").seesEnd();
            assertThat(gateway.record().bytesOut()).isEqualTo(head.length() + 5);
        }
    }

    @Test
    void the_answer_to_head_has_a_length_and_no_body() {
        try (var gateway = new GatewayFixture()) {
            Peer client = gateway.client();
            String head = request("HEAD http://example.com/ HTTP/1.1");

            client.sends(head);
            Peer target = gateway.target().accept();
            target.receiveHead();
            target.sends("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n");
            String received = client.receiveHead();
            client.sends(head);
            target.receiveHead();
            target.sends("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");

            assertThat(received).contains("\r\nContent-Length: 500\r\n");
            assertThat(own(received, "Bytes-Out")).isEqualTo(Integer.toString(received.length()));
            assertThat(client.receiveHead()).startsWith("HTTP/1.1 200 OK");
            gateway.record();
            gateway.record();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HEAD 200 OK", "GET 204 No Content", "GET 304 Not Modified"})
    void a_body_where_there_is_none_is_dropped_and_its_connection_with_it(String methodAndStatus) {
        try (var gateway = new GatewayFixture()) {
            Peer client = gateway.client();
            String method = methodAndStatus.substring(0, methodAndStatus.indexOf(' '));
            String status = methodAndStatus.substring(method.length() + 1);

            client.sends(request(method + " http://example.com/ HTTP/1.1"));
            Peer target = gateway.target().accept();
            target.receiveHead();
            target.sends("HTTP/1.1 " + status + "\r\nContent-Length: 5\r\n\r\nhello");
            assertThat(client.receiveHead()).startsWith("HTTP/1.1 " + status + "\r\n");
            target.seesCut();
            client.sends(get());
            gateway.target().accept().receives(received()).sends(answer("ok"));

            assertThat(client.receiveHead()).startsWith("HTTP/1.1 200 OK");
            client.receives("ok");
            gateway.record();
            gateway.record();
        }
    }

    @Test
    void a_407_of_the_targets_is_not_shown_as_ours() {
        try (var gateway = new GatewayFixture()) {
            Peer client = gateway.client();

            client.sends(get());
            gateway.target().accept().receives(received())
                    .sends("HTTP/1.1 407 Mine\r\nProxy-Authenticate: Basic\r\nContent-Length: 0\r\n\r\n").seesCut();

            String head = client.receiveHead();
            assertThat(head).startsWith("HTTP/1.1 502 Bad Gateway\r\n").doesNotContain("Proxy-Authenticate");
            assertThat(code(head)).isEqualTo("origin-407");
            gateway.record();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello", "HTTP/2 200 OK\r\n\r\n", "HTTP/1.1 200 OK\n\n", "HTTP/1.1 20 OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\nNo colon\r\n\r\n", "HTTP/1.1 101 Switching Protocols\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n"})
    void an_answer_that_is_not_http_is_the_targets_fault(String answer) {
        try (var gateway = new GatewayFixture()) {
            Peer client = gateway.client();

            client.sends(get());
            gateway.target().accept().receives(received()).sends(answer).seesCut();

            String head = client.receiveHead();
            assertThat(head).startsWith("HTTP/1.1 502 Bad Gateway\r\n").contains("\r\nConnection: keep-alive\r\n")
                    .contains(
                            "\r\nProxy-Status: tollgate; error=http_protocol_error; details=\"target-protocol-error\"\r\n");
            assertThat(code(head)).isEqualTo("target-protocol-error");
            gateway.record();
        }
    }

    @Test
    void a_seventeenth_interim_answer_is_too_many() {
        try (var gateway = new GatewayFixture()) {
            Peer client = gateway.client();
            String interim = "HTTP/1.1 102 Processing\r\n\r\n".repeat(16);

            client.sends(get());
            gateway.target().accept().receives(received()).sends(interim + "HTTP/1.1 102 Processing\r\n\r\n" + answer(
                    "ok"));

            client.receives(interim);
            assertThat(code(client.receiveHead())).isEqualTo("target-protocol-error");
            gateway.record();
        }
    }

    @Test
    void an_answer_before_the_end_of_the_body_is_delivered_and_the_connection_closed() {
        try (var gateway = new GatewayFixture()) {
            Peer client = gateway.client();

            client.sends(chunkedPost() + "3\r\nabc\r\n");
            Peer target = gateway.target().accept();
            target.receiveThrough("abc\r\n");
            target.sends("HTTP/1.1 413 Too Large\r\nContent-Length: 2\r\n\r\n");
            assertThat(client.receiveHead()).startsWith("HTTP/1.1 413").contains("\r\nConnection: close\r\n");
            client.sends("3\r\ndef\r\n");
            target.receives("3\r\ndef\r\n").sends("no");

            client.receives("no").seesEnd();
            target.seesCut();
            assertThat(gateway.record().ending()).isEqualTo(Ending.COMPLETE);
        }
    }

    @Test
    void a_target_that_answers_early_and_closes_is_heard() {
        try (var gateway = new GatewayFixture()) {
            Peer client = gateway.client();

            client.sends(request("POST http://example.com/ HTTP/1.1", "Content-Length: 1000000"));
            Peer target = gateway.target().accept();
            target.receiveHead();
            target.sends("HTTP/1.1 413 Too Large\r\nContent-Length: 2\r\n\r\nno").finishes();
            client.triesToSend("x".repeat(200_000));

            assertThat(client.receiveHead()).startsWith("HTTP/1.1 413");
            client.receives("no");
            gateway.record();
        }
    }
}
