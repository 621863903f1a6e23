package dev.tollgate.gateway.inbound.http;

import dev.tollgate.gateway.GatewayFixture;
import dev.tollgate.gateway.GatewaySetup;
import dev.tollgate.gateway.Peer;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.tollgate.gateway.GatewayFixture.authorization;
import static dev.tollgate.gateway.inbound.http.Requests.answer;
import static dev.tollgate.gateway.inbound.http.Requests.code;
import static dev.tollgate.gateway.inbound.http.Requests.get;
import static dev.tollgate.gateway.inbound.http.Requests.post;
import static dev.tollgate.gateway.inbound.http.Requests.received;
import static dev.tollgate.gateway.inbound.http.Requests.request;
import static org.assertj.core.api.Assertions.assertThat;

/// When a connection to a target carries another request, and when a request is sent again (G§4.3).
class ReuseTest {
    @Test
    void another_client_of_the_same_sub_user_reuses_the_connection() {
        try (var gateway = new GatewayFixture()) {
            Peer target = served(gateway, gateway.client(), answer("one"));
            Peer second = gateway.client();

            second.sends(get());
            target.receives(received()).sends(answer("two"));
            second.receiveHead();

            assertThat(gateway.dialer().dials()).isOne();
            assertThat(gateway.server().figures().openedUpstreams()).isOne();
            assertThat(gateway.server().figures().reusedUpstreams()).isOne();
            gateway.record();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET http://other.example/ HTTP/1.1", "GET http://example.com:81/ HTTP/1.1",
        "GET https://example.com:80/ HTTP/1.1"})
    void another_target_has_a_connection_of_its_own(String line) {
        try (var gateway = new GatewayFixture()) {
            Peer client = gateway.client();
            served(gateway, client, answer("one"));

            client.sends(request(line));
            Peer target = gateway.target().accept();
            target.receiveHead();
            target.sends(answer("two"));

            client.receiveHead();
            gateway.record();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\nsurplus"})
    void a_connection_that_did_not_end_cleanly_is_not_reused(String answer) {
        try (var gateway = new GatewayFixture()) {
            Peer client = gateway.client();

            served(gateway, client, answer).seesCut();
            client.sends(get());
            gateway.target().accept().receives(received()).sends(answer("two"));

            client.receiveHead();
            gateway.record();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nbad", "x"})
    void a_target_that_speaks_unasked_is_hung_up_on(String unasked) {
        try (var gateway = new GatewayFixture()) {
            Peer client = gateway.client();

            served(gateway, client, answer("one")).sends(unasked).seesCut();
            client.sends(get());
            gateway.target().accept().receives(received()).sends(answer("two"));

            client.receiveHead();
            client.receives("two");
            gateway.record();
        }
    }

    @Test
    void an_idle_connection_that_the_target_closes_is_forgotten() {
        try (var gateway = new GatewayFixture()) {
            Peer client = gateway.client();
            served(gateway, client, answer("one")).finishes().seesCut();
            Awaitility.await().until(() -> gateway.loops().getFirst().upstreams().idle() == 0);

            client.sends(post("abc"));
            Peer target = gateway.target().accept();
            target.receiveThrough("abc");
            target.sends(answer("two"));

            assertThat(client.receiveHead()).startsWith("HTTP/1.1 200");
            gateway.record();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "PUT", "DELETE", "OPTIONS"})
    void an_idempotent_request_is_sent_once_more_when_its_reused_connection_fails(String method) {
        try (var gateway = new GatewayFixture()) {
            Peer client = gateway.client();
            Peer target = served(gateway, client, answer("one"));

            client.sends(request(method + " http://example.com/ HTTP/1.1"));
            target.receiveHead();
            target.finishes();
            Peer again = gateway.target().accept();
            assertThat(again.receiveHead()).startsWith(method);
            again.sends("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");

            assertThat(client.receiveHead()).startsWith("HTTP/1.1 200");
            gateway.record();
        }
    }

    @Test
    void it_is_sent_once_more_and_not_twice() {
        try (var gateway = new GatewayFixture()) {
            Peer client = gateway.client();
            Peer target = served(gateway, client, answer("one"));

            client.sends(get());
            target.receives(received()).resets();
            gateway.target().accept().receives(received()).finishes();

            assertThat(code(client.receiveHead())).isEqualTo("target-closed");
            assertThat(gateway.dialer().dials()).isEqualTo(2);
            gateway.record();
        }
    }

    @Test
    void a_request_that_is_not_idempotent_is_never_repeated() {
        try (var gateway = new GatewayFixture()) {
            Peer client = gateway.client();
            Peer target = served(gateway, client, answer("one"));

            client.sends(post(""));
            target.receiveHead();
            target.finishes();

            assertThat(code(client.receiveHead())).isEqualTo("target-closed");
            assertThat(gateway.dialer().dials()).isOne();
            gateway.record();
        }
    }

    @Test
    void a_request_with_a_body_is_never_repeated() {
        try (var gateway = new GatewayFixture()) {
            Peer client = gateway.client();
            Peer target = served(gateway, client, answer("one"));

            client.sends(request("PUT http://example.com/ HTTP/1.1", "Content-Length: 3") + "abc");
            target.receiveThrough("abc");
            target.finishes();

            assertThat(code(client.receiveHead())).isEqualTo("target-closed");
            gateway.record();
        }
    }

    @Test
    void a_request_whose_answer_has_begun_is_never_repeated() {
        try (var gateway = new GatewayFixture()) {
            Peer client = gateway.client();
            Peer target = served(gateway, client, answer("one"));

            client.sends(get());
            target.receives(received()).sends("H").finishes();

            assertThat(code(client.receiveHead())).isEqualTo("target-closed");
            gateway.record();
        }
    }

    @Test
    void a_request_on_a_new_connection_is_never_repeated() {
        try (var gateway = new GatewayFixture()) {
            Peer client = gateway.client();

            client.sends(get());
            gateway.target().accept().receives(received()).finishes();

            assertThat(code(client.receiveHead())).isEqualTo("target-closed");
            assertThat(gateway.dialer().dials()).isOne();
            gateway.record();
        }
    }

    @Test
    void another_username_of_the_sub_user_reuses_it_through_the_same_exit() {
        try (var gateway = new GatewayFixture()) {
            Peer client = gateway.client();
            Peer target = served(gateway, client, answer("one"));

            client.sends("GET http://example.com/ HTTP/1.1\r\nHost: example.com\r\n"
                    + authorization("helo_" + GatewayFixture.NAME + "-type-mob-region-de", GatewayFixture.PASSWORD)
                    + "\r\n");
            target.receives(received()).sends(answer("two"));

            client.receiveHead();
            gateway.record();
        }
    }

    @Test
    void unused_connections_are_no_more_than_allowed_and_the_oldest_go_first() {
        try (var gateway = new GatewayFixture(GatewaySetup.USUAL.withIdleUpstreams(2))) {
            Peer client = gateway.client();
            List<Peer> targets = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                client.sends(request("GET http://target-" + i + ".example/ HTTP/1.1"));
                Peer target = gateway.target().accept();
                target.receiveHead();
                target.sends(answer(""));
                client.receiveHead();
                gateway.record();
                targets.add(target);
            }

            targets.get(0).seesEnd();
            targets.get(1).seesEnd();
            assertThat(gateway.loops().getFirst().upstreams().idle()).isEqualTo(2);
        }
    }

    @Test
    void what_was_opened_before_the_rules_changed_is_not_used_again() {
        try (var gateway = new GatewayFixture()) {
            Peer busy = served(gateway, gateway.client(), answer("one"));
            Peer waiting = gateway.client().sends(get());
            busy.receives(received());
            Peer idle = served(gateway, gateway.client(), answer("one"));

            gateway.server().onEachLoop(loop -> loop.upstreams().renew());

            idle.seesEnd();
            busy.sends(answer("two"));
            assertThat(waiting.receiveHead()).startsWith("HTTP/1.1 200 ");
            busy.seesEnd();
            gateway.record();
            served(gateway, gateway.client(), answer("one"));
            assertThat(gateway.loops().getFirst().upstreams().idle()).isOne();
        }
    }

    @Test
    void where_none_may_wait_none_does() {
        try (var gateway = new GatewayFixture(GatewaySetup.USUAL.withIdleUpstreams(0))) {
            served(gateway, gateway.client(), answer("one")).seesEnd();
        }
    }

    /// One request served, its connection to the target left idle if it can be.
    private static Peer served(GatewayFixture gateway, Peer client, String answer) {
        client.sends(get());
        Peer target = gateway.target().accept().receives(received()).sends(answer);
        client.receiveHead();
        client.receive(answer.endsWith("one") ? 3 : 0);
        gateway.record();
        return target;
    }
}
