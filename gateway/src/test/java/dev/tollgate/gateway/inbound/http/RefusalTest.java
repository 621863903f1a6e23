package dev.tollgate.gateway.inbound.http;

import dev.tollgate.domain.admission.Check;
import dev.tollgate.domain.error.GatewayError;
import dev.tollgate.gateway.GatewayFixture;
import dev.tollgate.gateway.Peer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.tollgate.gateway.GatewayFixture.AUTHORIZATION;
import static dev.tollgate.gateway.GatewayFixture.PASSWORD;
import static dev.tollgate.gateway.GatewayFixture.USERNAME;
import static dev.tollgate.gateway.GatewayFixture.authorization;
import static dev.tollgate.gateway.inbound.http.Requests.answer;
import static dev.tollgate.gateway.inbound.http.Requests.code;
import static dev.tollgate.gateway.inbound.http.Requests.get;
import static dev.tollgate.gateway.inbound.http.Requests.received;
import static dev.tollgate.gateway.inbound.http.Requests.request;
import static org.assertj.core.api.Assertions.assertThat;

/// When a refused request ends its connection, and when another may follow (G§4.2, G§4.5).
class RefusalTest {
    private static final String NOBODY = "Host: example.com\r\n";

    @Test
    void a_refused_request_leaves_the_connection_open_for_another() {
        try (var gateway = new GatewayFixture()) {
            Peer client = gateway.client();

            for (int i = 0; i < 2; i++) {
                client.sends("GET http://example.com/ HTTP/1.1\r\nHost: example.com\r\n\r\n");
                String head = client.receiveHead();
                assertThat(head).startsWith("HTTP/1.1 407 Proxy Authentication Required\r\n")
                        .contains("\r\nConnection: keep-alive\r\n");
                assertThat(code(head)).isEqualTo("auth-required");
                client.receiveThrough("}");
                gateway.record();
            }
            client.sends(get());
            gateway.target().accept().receives(received()).sends(answer(""));

            assertThat(client.receiveHead()).startsWith("HTTP/1.1 200 OK\r\n");
            gateway.record();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 3\r\n\r\nabc", "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
        "Content-Length: 0\r\n\r\n"})
    void a_body_that_came_with_its_head_is_dropped_and_the_connection_goes_on(String framingAndBody) {
        try (var gateway = new GatewayFixture()) {
            Peer client = gateway.client();

            client.sends("POST http://example.com/ HTTP/1.1\r\n" + NOBODY + framingAndBody + get());
            assertThat(client.receiveHead()).startsWith("HTTP/1.1 407").contains("\r\nConnection: keep-alive\r\n");
            client.receiveThrough("}");
            gateway.target().accept().receives(received()).sends(answer(""));

            assertThat(client.receiveHead()).startsWith("HTTP/1.1 200 OK\r\n");
            gateway.record();
            gateway.record();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST http://example.com/ HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nabc",
        "POST http://example.com/ HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
        "POST http://example.com/ HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "POST http://example.com/ HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n",
        "GET http://example.com/ HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        "GET http://example.com/ HTTP/1.0\r\n\r\n", "CONNECT example.com:443 HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET http://example.com/ HTTP/1.1\r\nHost : a\r\n\r\n", "GET http://example.com/ HTTP/1.1\r\n\r\n"})
    void whatever_cannot_be_told_from_a_next_request_ends_the_connection(String refused) {
        try (var gateway = new GatewayFixture()) {
            Peer client = gateway.client();

            client.sends(refused);

            assertThat(client.receiveHead()).contains("\r\nConnection: close\r\n");
            client.receiveThrough("}");
            client.seesEnd();
            gateway.record();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.1", "TRACE http://example.com/ HTTP/1.1", "GET ftp://example.com/ HTTP/1.1"})
    void a_form_that_is_not_served_does_not_end_it(String line) {
        try (var gateway = new GatewayFixture()) {
            Peer client = gateway.client();

            client.sends(request(line));

            assertThat(client.receiveHead()).startsWith("HTTP/1.1 40").contains("\r\nConnection: keep-alive\r\n");
            gateway.record();
        }
    }

    @Test
    void an_unknown_name_is_401_and_ends_it() {
        try (var gateway = new GatewayFixture()) {
            Peer client = gateway.client();
            String unknown = USERNAME.replace(GatewayFixture.NAME, "s9z9z9z9z9z");

            client.sends("GET http://example.com/ HTTP/1.1\r\n" + NOBODY + authorization(unknown, PASSWORD) + "\r\n");

            String head = client.receiveHead();
            assertThat(head).startsWith("HTTP/1.1 401").contains("\r\nConnection: close\r\n");
            client.receiveThrough("}");
            client.seesEnd();
            assertThat(gateway.record().error()).contains(GatewayError.UNKNOWN_SUBUSER);
        }
    }

    @Test
    void the_refusal_of_a_head_has_no_body() {
        try (var gateway = new GatewayFixture()) {
            Peer client = gateway.client();

            client.sends("HEAD http://example.com/ HTTP/1.1\r\n" + NOBODY + "\r\n" + get());
            assertThat(client.receiveHead()).startsWith("HTTP/1.1 407");
            gateway.target().accept().receives(received()).sends(answer(""));

            assertThat(client.receiveHead()).startsWith("HTTP/1.1 200 OK\r\n");
            gateway.record();
            gateway.record();
        }
    }

    @Test
    void a_refused_request_after_admission_holds_its_slot_until_the_connection_closes() {
        try (var gateway = new GatewayFixture()) {
            gateway.dialer().fails(GatewayError.TARGET_REFUSED, Check.DIAL, "No.");
            Peer client = gateway.client();

            client.sends(get());
            client.receiveHead();

            assertThat(gateway.limits().held()).isOne();
            gateway.record();
        }
    }

    @Test
    void many_refused_requests_at_once_are_all_answered() {
        try (var gateway = new GatewayFixture()) {
            Peer client = gateway.client();
            int many = 2_000;

            client.sends(("GET http://example.com/ HTTP/1.1\r\n" + NOBODY + "\r\n").repeat(many)
                    + "GET http://example.com/ HTTP/1.1\r\n" + NOBODY + AUTHORIZATION + "Connection: close\r\n\r\n");
            for (int i = 0; i < many; i++) {
                assertThat(client.receiveHead()).startsWith("HTTP/1.1 407");
                client.receiveThrough("}");
                gateway.record();
            }
            gateway.target().accept().receiveHead();
            client.resets();

            gateway.record();
        }
    }
}
