package dev.tollgate.gateway.inbound.http;

import dev.tollgate.domain.target.Target;
import dev.tollgate.domain.traffic.Ending;
import dev.tollgate.domain.traffic.ExchangeProtocol;
import dev.tollgate.domain.traffic.ExchangeRecord;
import dev.tollgate.gateway.GatewayFixture;
import dev.tollgate.gateway.GatewaySetup;
import dev.tollgate.gateway.Peer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.tollgate.gateway.inbound.http.Requests.answer;
import static dev.tollgate.gateway.inbound.http.Requests.chunkedPost;
import static dev.tollgate.gateway.inbound.http.Requests.code;
import static dev.tollgate.gateway.inbound.http.Requests.get;
import static dev.tollgate.gateway.inbound.http.Requests.own;
import static dev.tollgate.gateway.inbound.http.Requests.post;
import static dev.tollgate.gateway.inbound.http.Requests.received;
import static dev.tollgate.gateway.inbound.http.Requests.request;
import static org.assertj.core.api.Assertions.assertThat;

/// What a target gets to see of a plain request (G§4.1, G§4.3).
class ForwardingTest {
    @Test
    void a_request_reaches_the_target_and_its_answer_the_client() {
        try (var gateway = new GatewayFixture()) {
            Peer client = gateway.client();

            client.sends(get("Accept: */*"));
            gateway.target().accept().receives(received("Accept: */*")).sends(answer("hello"));

            String head = client.receiveHead();
            client.receives("hello");
            assertThat(head).startsWith("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX-Helodata-Request-Id: req_")
                    .doesNotContain("Connection").doesNotContain("Error-Code").doesNotContain("Via");
            assertThat(own(head, "Exit-IP")).isEqualTo("198.51.100.42");
            assertThat(own(head, "Exit-Geo")).isEqualTo("us");
            ExchangeRecord record = gateway.record();
            assertThat(record.ending()).isEqualTo(Ending.COMPLETE);
            assertThat(record.protocol()).isEqualTo(ExchangeProtocol.HTTP);
            assertThat(record.method()).contains("GET");
            assertThat(record.target()).map(Target::toString).contains("example.com:80");
            assertThat(record.httpStatus()).isEqualTo(OptionalInt.of(200));
            assertThat(record.error()).isEmpty();
            assertThat(record.socks()).isEmpty();
            assertThat(record.answeredAfter()).isPresent();
            assertThat(record.requestId().value()).isEqualTo(own(head, "Request-Id"));
        }
    }

    @Test
    void both_counts_are_those_of_the_wire_and_of_the_record() {
        try (var gateway = new GatewayFixture()) {
            Peer client = gateway.client();

            client.sends(post("abc"));
            Peer target = gateway.target().accept();
            target.receiveThrough("abc");
            target.sends(answer("hello"));

            String head = client.receiveHead();
            client.receives("hello");
            ExchangeRecord record = gateway.record();
            assertThat(own(head, "Bytes-In")).isEqualTo(Integer.toString(post("abc").length()));
            assertThat(own(head, "Bytes-Out")).isEqualTo(Integer.toString(head.length() + 5));
            assertThat(record.bytesIn()).isEqualTo(post("abc").length());
            assertThat(record.bytesOut()).isEqualTo(head.length() + 5);
        }
    }

    @Test
    void a_count_that_counts_its_own_digits_is_right_around_every_power_of_ten() {
        for (long others = 0; others < 11_000; others++) {
            assertThat(OwnFields.countingItself(others)).isEqualTo(others
                    + Long.toString(OwnFields.countingItself(others)).length());
        }
    }

    @Test
    void requests_of_one_connection_reach_the_target_over_one_connection() {
        try (var gateway = new GatewayFixture()) {
            Peer client = gateway.client();

            client.sends(get());
            Peer target = gateway.target().accept().receives(received()).sends(answer("one"));
            client.receiveHead();
            client.receives("one");
            client.sends(get());
            target.receives(received()).sends(answer("two"));
            client.receiveHead();
            client.receives("two");

            assertThat(gateway.dialer().dials()).isOne();
            assertThat(gateway.limits().held()).isOne();
            gateway.record();
            gateway.record();
        }
    }

    @Test
    void hop_by_hop_fields_credentials_and_our_own_headers_stay_with_us() {
        try (var gateway = new GatewayFixture()) {
            Peer client = gateway.client();

            client.sends(get("Proxy-Connection: keep-alive", "Keep-Alive: 5", "TE: trailers", "Upgrade: h2c",
                    "HTTP2-Settings: AAA", "Connection: X-Mine, Upgrade, Host", "X-Mine: 1", "x-helodata-tag: t1",
                    "X-Helodata-Anything: 1", "X-Forwarded-For: 192.0.2.1", "Via: 1.1 them"));

            gateway.target().accept().receives(received("X-Forwarded-For: 192.0.2.1", "Via: 1.1 them"))
                    .sends(answer(""));
            client.receiveHead();
            assertThat(gateway.record().tag()).contains("t1");
        }
    }

    @Test
    void a_bad_tag_is_ignored_with_a_warning() {
        try (var gateway = new GatewayFixture()) {
            Peer client = gateway.client();

            client.sends(get("X-Helodata-Tag: Not_Valid"));
            gateway.target().accept().receives(received()).sends(answer(""));

            assertThat(own(client.receiveHead(), "Warning")).isEqualTo("tag-ignored");
            assertThat(gateway.record().tag()).isEmpty();
        }
    }

    @Test
    void via_is_added_both_ways_when_it_is_on() {
        try (var gateway = new GatewayFixture(GatewaySetup.USUAL.withVia())) {
            Peer client = gateway.client();

            client.sends(get());
            gateway.target().accept().receives(received("Via: 1.1 tollgate")).sends(answer(""));

            assertThat(client.receiveHead()).contains("\r\nVia: 1.1 tollgate\r\n");
            gateway.record();
        }
    }

    @ParameterizedTest
    @CsvSource({"http://example.com,/,example.com,example.com:80",
        "http://example.com?q,/?q,example.com,example.com:80",
        "http://EXAMPLE.com.:81/x,/x,example.com:81,example.com:81",
        "http://[2001:DB8::1]:80/,/,[2001:db8::1],[2001:db8::1]:80",
        "https://example.com/,/,example.com,example.com:443"})
    void host_and_path_are_written_from_the_target(String url, String path, String host, String recorded) {
        try (var gateway = new GatewayFixture()) {
            Peer client = gateway.client();

            client.sends(request("GET " + url + " HTTP/1.1"));
            if (recorded.contains("2001:db8")) {
                assertThat(code(client.receiveHead())).isEqualTo("restricted-target");
            } else {
                gateway.target().accept().receives("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n")
                        .sends(answer(""));
                client.receiveHead();
            }

            assertThat(gateway.record().target()).map(Target::toString).contains(recorded);
        }
    }

    @Test
    void a_chunked_body_is_chunked_anew_without_extensions_and_trailers() {
        try (var gateway = new GatewayFixture()) {
            Peer client = gateway.client();
            String body = "3;x=y\r\nabc\r\n10\r\n0123456789abcdef\r\n0\r\nX-Trailer: 1\r\n\r\n";

            client.sends(chunkedPost() + body);
            gateway.target().accept().receives(
                    "POST / HTTP/1.1\r\nHost: example.com\r\nTransfer-Encoding: chunked\r\n\r\n"
                            + "3\r\nabc\r\n10\r\n0123456789abcdef\r\n0\r\n\r\n").sends(answer("ok"));

            String head = client.receiveHead();
            client.receives("ok");
            assertThat(own(head, "Bytes-In")).isEqualTo(Integer.toString(chunkedPost().length() + body.length()));
            assertThat(gateway.record().bytesIn()).isEqualTo(chunkedPost().length() + body.length());
        }
    }

    @Test
    void a_body_is_passed_on_while_it_comes() {
        try (var gateway = new GatewayFixture()) {
            Peer client = gateway.client();

            client.sends(chunkedPost());
            Peer target = gateway.target().accept();
            target.receiveHead();
            client.sends("1\r\na\r\n");
            target.receives("1\r\na\r\n");
            client.sends("2\r\nbc\r\n");
            target.receives("2\r\nbc\r\n");
            client.sends("0\r\n\r\n");
            target.receives("0\r\n\r\n").sends(answer(""));

            client.receiveHead();
            gateway.record();
        }
    }

    @Test
    void a_client_that_waits_for_100_gets_the_targets() {
        try (var gateway = new GatewayFixture()) {
            Peer client = gateway.client();
            String interim = "HTTP/1.1 100 Continue\r\n\r\n";

            client.sends(request("POST http://example.com/ HTTP/1.1", "Content-Length: 3", "Expect: 100-continue"));
            Peer target = gateway.target().accept();
            assertThat(target.receiveHead()).contains("\r\nExpect: 100-continue\r\n");
            target.sends(interim);
            client.receives(interim).sends("abc");
            target.receives("abc").sends(answer("ok"));

            String head = client.receiveHead();
            client.receives("ok");
            assertThat(own(head, "Bytes-Out")).isEqualTo(Integer.toString(interim.length() + head.length() + 2));
            assertThat(gateway.record().bytesOut()).isEqualTo(interim.length() + head.length() + 2);
        }
    }

    @Test
    void a_final_answer_in_place_of_100_ends_the_connection_for_the_body_never_came() {
        try (var gateway = new GatewayFixture()) {
            Peer client = gateway.client();

            client.sends(request("POST http://example.com/ HTTP/1.1", "Content-Length: 3", "Expect: 100-continue"));
            Peer target = gateway.target().accept();
            target.receiveHead();
            target.sends("HTTP/1.1 413 Too Large\r\nContent-Length: 2\r\n\r\nno");

            assertThat(client.receiveHead()).startsWith("HTTP/1.1 413 Too Large\r\n").contains(
                    "\r\nConnection: close\r\n");
            client.receives("no").seesEnd();
            target.seesCut();
            gateway.record();
        }
    }

    @Test
    void other_interim_answers_pass_too() {
        try (var gateway = new GatewayFixture()) {
            Peer client = gateway.client();
            String hints = "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n";

            client.sends(get());
            gateway.target().accept().receives(received()).sends(hints + hints + answer("ok"));

            client.receives(hints + hints);
            client.receiveHead();
            client.receives("ok");
            gateway.record();
        }
    }

    @Test
    void an_http_1_0_client_gets_no_interim_answers_and_a_closed_connection() {
        try (var gateway = new GatewayFixture()) {
            Peer client = gateway.client();

            client.sends(request("GET http://example.com/ HTTP/1.0"));
            gateway.target().accept().receives(received()).sends("HTTP/1.1 103 Early Hints\r\n\r\n" + answer("ok"));

            assertThat(client.receiveHead()).startsWith("HTTP/1.1 200 OK\r\n").contains("\r\nConnection: close\r\n");
            client.receives("ok").seesEnd();
            gateway.record();
        }
    }

    @Test
    void an_http_1_0_client_may_ask_to_go_on() {
        try (var gateway = new GatewayFixture()) {
            Peer client = gateway.client();

            client.sends(request("GET http://example.com/ HTTP/1.0", "Connection: keep-alive"));
            Peer target = gateway.target().accept().receives(received()).sends(answer("ok"));
            assertThat(client.receiveHead()).contains("\r\nConnection: keep-alive\r\n");
            client.receives("ok");
            client.sends(get());
            target.receives(received()).sends(answer("ok"));
            client.receiveHead();

            gateway.record();
            gateway.record();
        }
    }

    @Test
    void options_with_no_forwards_left_is_answered_here_after_authentication() {
        try (var gateway = new GatewayFixture()) {
            Peer client = gateway.client();

            client.sends(request("OPTIONS http://example.com/ HTTP/1.1", "Max-Forwards: 0", "Content-Length: 2")
                    + "ab");
            String head = client.receiveHead();
            client.sends("OPTIONS http://example.com/ HTTP/1.1\r\nHost: example.com\r\nMax-Forwards: 0\r\n\r\n");
            String refusal = client.receiveHead();

            assertThat(head).startsWith("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n");
            assertThat(own(head, "Bytes-Out")).isEqualTo(Integer.toString(head.length()));
            assertThat(code(refusal)).isEqualTo("auth-required");
            assertThat(gateway.dialer().dials()).isZero();
            ExchangeRecord record = gateway.record();
            assertThat(record.bytesOut()).isEqualTo(head.length());
            assertThat(own(head, "Bytes-In")).isEqualTo(Long.toString(record.bytesIn()));
            gateway.record();
        }
    }

    @Test
    void options_with_forwards_left_goes_on_with_one_less() {
        try (var gateway = new GatewayFixture()) {
            Peer client = gateway.client();

            client.sends(request("OPTIONS http://example.com HTTP/1.1", "Max-Forwards: 2"));
            gateway.target().accept().receives("OPTIONS * HTTP/1.1\r\nHost: example.com\r\nMax-Forwards: 1\r\n\r\n")
                    .sends(answer(""));

            client.receiveHead();
            gateway.record();
        }
    }

    @Test
    void pipelined_requests_are_answered_in_order_each_admitted_on_its_own() {
        try (var gateway = new GatewayFixture()) {
            Peer client = gateway.client();

            client.sends(get() + "GET http://example.com/ HTTP/1.1\r\nHost: example.com\r\n\r\n" + post("abc") + get());
            Peer target = gateway.target().accept().receives(received()).sends(answer("one"));
            assertThat(client.receiveHead()).startsWith("HTTP/1.1 200");
            client.receives("one");
            assertThat(code(client.receiveHead())).isEqualTo("auth-required");
            client.receiveThrough("}");
            target.receiveThrough("abc");
            target.sends(answer("three"));
            client.receiveHead();
            client.receives("three");
            target.receives(received()).sends(answer("four"));
            client.receiveHead();
            client.receives("four");

            assertThat(List.of(gateway.record(), gateway.record(), gateway.record(), gateway.record()))
                    .extracting(record -> record.code()).containsExactly(Optional.empty(), Optional.of("auth-required"),
                            Optional.empty(), Optional.empty());
        }
    }

    @Test
    void a_client_that_finishes_behind_its_requests_gets_its_answers() {
        try (var gateway = new GatewayFixture()) {
            Peer client = gateway.client();

            client.sends(get() + get()).finishes();
            Peer target = gateway.target().accept().receives(received()).sends(answer("one"));
            client.receiveHead();
            client.receives("one");
            target.receives(received()).sends(answer("two"));

            client.receiveHead();
            client.receives("two").seesEnd();
            gateway.record();
            gateway.record();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Connection: close", "Connection: Close, X-A"})
    void a_client_that_wants_to_close_is_closed_behind_its_answer(String field) {
        try (var gateway = new GatewayFixture()) {
            Peer client = gateway.client();

            client.sends(get(field));
            gateway.target().accept().receives(received()).sends(answer("ok"));

            assertThat(client.receiveHead()).contains("\r\nConnection: close\r\n");
            client.receives("ok").seesEnd();
            gateway.record();
        }
    }

    @Test
    void a_connection_keeps_its_exit_for_the_same_username() {
        try (var gateway = new GatewayFixture()) {
            gateway.exitsAre(List.of(GatewayFixture.exit("a", "198.51.100.1"), GatewayFixture.exit("b", "198.51.100.2"),
                    GatewayFixture.exit("c", "198.51.100.3"), GatewayFixture.exit("d", "198.51.100.4")));
            Peer client = gateway.client();

            client.sends(get());
            Peer target = gateway.target().accept().receives(received()).sends(answer(""));
            String first = own(client.receiveHead(), "Exit-IP");
            for (int i = 0; i < 10; i++) {
                client.sends(get());
                target.receives(received()).sends(answer(""));
                assertThat(own(client.receiveHead(), "Exit-IP")).isEqualTo(first);
            }

            for (int i = 0; i < 11; i++) {
                gateway.record();
            }
        }
    }

    @Test
    void a_connection_whose_exit_is_gone_chooses_another() {
        try (var gateway = new GatewayFixture()) {
            gateway.exitsAre(List.of(GatewayFixture.exit("a", "198.51.100.1")));
            Peer client = gateway.client();

            client.sends(get());
            gateway.target().accept().receives(received()).sends(answer(""));
            client.receiveHead();
            gateway.exitsAre(List.of(GatewayFixture.exit("b", "198.51.100.2")));
            client.sends(get());
            gateway.target().accept().receives(received()).sends(answer(""));

            assertThat(own(client.receiveHead(), "Exit-IP")).isEqualTo("198.51.100.2");
            gateway.record();
            gateway.record();
        }
    }
}
