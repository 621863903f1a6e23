package dev.tollgate.gateway.http1;

import org.junit.jupiter.api.Test;

import static dev.tollgate.gateway.http1.RequestAcceptanceTest.accepted;
import static dev.tollgate.gateway.http1.Wire.get;
import static dev.tollgate.gateway.http1.Wire.head;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RequestHeadWriterTest {

    private static final String HOST = "Host: example.com";

    static String forwarded(String text) {
        return Wire.written(out -> new RequestHeadWriter(Wire.RULES).write(accepted(text), "example.com",
                ConnectionField.UNSAID, out));
    }

    @Test
    void the_target_gets_the_origin_form_and_the_fields_in_their_order() {
        assertThat(forwarded(head("GET http://Example.com.:80/a?b HTTP/1.0", "B:  2 ", "Host: other", "a:1", "B: 3")))
                .isEqualTo(head("GET /a?b HTTP/1.1", "B: 2", HOST, "a: 1", "B: 3"));
    }

    @Test
    void a_missing_host_is_added() {
        assertThat(forwarded(head("GET http://example.com/ HTTP/1.0", "A: b")))
                .isEqualTo(head("GET / HTTP/1.1", HOST, "A: b"));
    }

    @Test
    void a_port_is_written_unless_it_is_the_default_one() {
        assertThat(forwarded(get().replaceFirst("com/", "com:8080/"))).contains("Host: example.com:8080\r\n");
        assertThat(forwarded(get().replaceFirst("com/", "com:443/"))).contains("Host: example.com:443\r\n");
        assertThat(forwarded(get().replaceFirst("http://example.com/", "https://example.com:443/")))
                .contains("Host: example.com\r\n");
    }

    @Test
    void an_empty_path_becomes_a_slash_and_that_of_options_an_asterisk() {
        assertThat(forwarded(get().replaceFirst("com/", "com"))).startsWith("GET / HTTP/1.1\r\n");
        assertThat(forwarded(get().replaceFirst("com/", "com?a"))).startsWith("GET /?a HTTP/1.1\r\n");
        assertThat(forwarded(head("OPTIONS http://example.com HTTP/1.1", HOST))).startsWith("OPTIONS * HTTP/1.1\r\n");
        assertThat(forwarded(head("OPTIONS http://example.com/ HTTP/1.1", HOST))).startsWith("OPTIONS / HTTP/1.1\r\n");
        assertThat(forwarded(head("OPTIONS http://example.com?a HTTP/1.1", HOST)))
                .startsWith("OPTIONS /?a HTTP/1.1\r\n");
    }

    @Test
    void hop_by_hop_fields_and_our_own_never_pass() {
        assertThat(forwarded(get("Connection: x-a, X-B", "connection: keep-alive, via", "X-A: 1", "x-b: 2", "X-C: 3",
                "Via: 1.1 fred", "Proxy-Connection: close", "Keep-Alive: timeout=5", "TE: trailers", "Trailer: X",
                "Upgrade: websocket", "HTTP2-Settings: AAMAAABkAAQ", "Proxy-Authorization: Basic YTpi",
                "Proxy-Authenticate: Basic", "Proxy_Authorization: Basic YTpi", "X-Helodata-Tag: a",
                "x-HELODATA-anything: b", "X-Helodata-: c", "X-Helodat: kept"))).isEqualTo(
                        head("GET / HTTP/1.1", HOST, "X-C: 3", "X-Helodat: kept"));
    }

    @Test
    void connection_drops_neither_host_nor_framing() {
        assertThat(forwarded(get("Connection: host, content-length, transfer-encoding", "Content-Length: 003")))
                .isEqualTo(head("GET / HTTP/1.1", HOST, "Content-Length: 3"));
        assertThat(forwarded(get("Connection: host, content-length, transfer-encoding", "TRANSFER-encoding: CHUNKED")))
                .isEqualTo(head("GET / HTTP/1.1", HOST, "Transfer-Encoding: chunked"));
    }

    @Test
    void no_quote_hides_a_name_from_connection() {
        assertThat(forwarded(get("Connection: \"x, X-A, y", "X-A: 1"))).isEqualTo(head("GET / HTTP/1.1", HOST));
    }

    @Test
    void max_forwards_is_lowered_for_options_alone() {
        assertThat(forwarded(get("Max-Forwards: 5").replaceFirst("GET", "OPTIONS"))).contains("Max-Forwards: 4\r\n");
        assertThat(forwarded(get("Max-Forwards: 5"))).contains("Max-Forwards: 5\r\n");
    }

    @Test
    void the_expectation_passes_unless_the_client_speaks_1_0() {
        assertThat(forwarded(get("expect: 100-Continue"))).contains("Expect: 100-continue\r\n");
        assertThat(forwarded(head("GET http://example.com/ HTTP/1.0", "Expect: 100-continue")))
                .doesNotContain("Expect");
    }

    @Test
    void what_servers_add_is_not_added_for_clients() {
        assertThat(forwarded(get("X-Forwarded-For: 192.0.2.1", "Forwarded: for=192.0.2.1", "Via: 1.1 fred"))).isEqualTo(
                head("GET / HTTP/1.1", HOST, "X-Forwarded-For: 192.0.2.1", "Forwarded: for=192.0.2.1",
                        "Via: 1.1 fred"));
    }

    @Test
    void via_and_close_come_last_when_they_are_asked_for() {
        RequestHeadWriter writer = new RequestHeadWriter(Wire.RULES_WITH_VIA);

        assertThat(Wire.written(out -> writer.write(accepted(get("Via: 1.0 fred")), "[::1]", ConnectionField.CLOSE,
                out)))
                .isEqualTo(head("GET / HTTP/1.1", "Host: [::1]", "Via: 1.0 fred", "Via: 1.1 tollgate",
                        "Connection: close"));
    }

    @Test
    void what_is_not_served_cannot_be_written() {
        assertThatThrownBy(() -> forwarded(head("CONNECT example.com:443 HTTP/1.1", HOST)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
