package dev.tollgate.gateway.sandbox;

import dev.tollgate.domain.subuser.Product;
import dev.tollgate.domain.username.ProxyUsername;
import dev.tollgate.domain.username.StickySession;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/// What the far end of a sandbox's tunnel answers. Each conversation is also held one byte at a time.
class EchoConversationTest {
    private static final ProxyUsername PLAIN = ProxyUsername.of("helo_", "s1", Product.RESIDENTIAL, "us",
            Optional.empty(), Optional.empty(), OptionalLong.empty(), Optional.empty());
    private static final ProxyUsername FULL = ProxyUsername.of("helo_", "s1", Product.MOBILE, "us", Optional.of("ca"),
            Optional.of("la"), OptionalLong.of(7922), Optional.of(new StickySession("abc", 30)));
    private static final String OF_PLAIN = "\"username\":{\"name\":\"s1\",\"type\":\"res\",\"region\":\"us\","
            + "\"state\":null,\"city\":null,\"asn\":null,\"session\":null,\"sesstime\":null}}\n";
    private static final String LAST = "|";

    /// All that is said, with a bar behind what is the last.
    private static String answers(String sent, ProxyUsername username) {
        String atOnce = held(sent, sent.length(), username);
        assertThat(held(sent, 1, username)).as("one byte at a time").isEqualTo(atOnce);
        return atOnce;
    }

    private static String held(String sent, int step, ProxyUsername username) {
        EchoConversation conversation = new EchoConversation("X-Helodata-", "shop.example:443", username);
        ByteBuf in = Unpooled.buffer();
        StringBuilder said = new StringBuilder();
        byte[] bytes = sent.getBytes(StandardCharsets.ISO_8859_1);
        for (int from = 0; from < bytes.length; from += step) {
            in.writeBytes(bytes, from, Math.min(step, bytes.length - from));
            while (conversation.next(in) instanceof EchoStep.Say(byte[] text, boolean last)) {
                said.append(new String(text, StandardCharsets.ISO_8859_1));
                if (last) {
                    return said.append(LAST).toString();
                }
            }
        }
        return said.toString();
    }

    private static String answer(String body, String connection) {
        return head(body, connection) + body;
    }

    private static String head(String body, String connection) {
        return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                + "\r\nConnection: " + connection + "\r\n\r\n";
    }

    private static String echo(String method, String host) {
        return "{\"method\":\"" + method + "\",\"host\":\"" + host + "\"," + OF_PLAIN;
    }

    @Test
    void a_request_is_answered_with_its_method_its_host_and_the_username() {
        assertThat(answers("GET /a?b HTTP/1.1\r\nHost: Shop.example:8443\r\n\r\n", PLAIN))
                .isEqualTo(answer(echo("GET", "Shop.example:8443"), "keep-alive"));
    }

    @Test
    void all_parts_of_the_username_show() {
        assertThat(answers("GET / HTTP/1.1\r\nHost: a\r\n\r\n", FULL)).endsWith("{\"method\":\"GET\",\"host\":\"a\","
                + "\"username\":{\"name\":\"s1\",\"type\":\"mob\",\"region\":\"us\",\"state\":\"ca\",\"city\":\"la\","
                + "\"asn\":7922,\"session\":\"abc\",\"sesstime\":30}}\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.0\r\n\r\n", "GET / HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n"})
    void a_request_that_names_no_host_is_for_the_tunnels_target(String request) {
        assertThat(answers(request, PLAIN)).isEqualTo(answer(echo("GET", "shop.example:443"), "close") + LAST);
    }

    @Test
    void a_client_may_send_its_requests_ahead() {
        String body = echo("PUT", "a");

        assertThat(answers("PUT /x HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc".repeat(3)
                + "PUT /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"
                + "PUT /x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", PLAIN))
                .isEqualTo(answer(body, "keep-alive").repeat(4) + answer(body, "close") + LAST);
    }

    @Test
    void an_answer_to_head_has_no_body() {
        assertThat(answers("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n", PLAIN))
                .isEqualTo(head(echo("HEAD", "a"), "keep-alive"));
    }

    @Test
    void an_answer_waits_for_the_whole_body() {
        assertThat(answers("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nab", PLAIN)).isEmpty();
    }

    @Test
    void who_waits_for_leave_to_send_its_body_gets_it() {
        assertThat(answers("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n", PLAIN))
                .isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\nHost: a\n\n", "hello\r\n\r\n", "\u0005\u0001",
        "PRI * HTTP/2.0\r\n\r\n", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n",
        "GET / HTTP/1.1\r\nHost: \"a\"\r\n\r\n"})
    void what_is_no_request_is_answered_once(String sent) {
        assertThat(answers(sent, PLAIN)).startsWith("HTTP/1.1 400 Bad Request\r\n").endsWith("\r\n\r\n" + LAST);
    }

    @Test
    void a_proxy_request_is_none_for_a_server() {
        assertThat(answers("CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n", PLAIN))
                .startsWith("HTTP/1.1 405 Method Not Allowed\r\nAllow: ").endsWith(LAST);
    }

    @Test
    void a_client_that_begins_with_tls_is_refused_in_its_own_protocol() {
        assertThat(answers("\u0016\u0003\u0001", PLAIN)).isEqualTo("\u0015\u0003\u0001\u0000\u0002\u0002(" + LAST);
    }
}
