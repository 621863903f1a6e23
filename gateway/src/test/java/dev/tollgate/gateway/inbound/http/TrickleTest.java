package dev.tollgate.gateway.inbound.http;

import dev.tollgate.domain.traffic.Ending;
import dev.tollgate.gateway.GatewayFixture;
import dev.tollgate.gateway.Peer;
import org.junit.jupiter.api.Test;

import static dev.tollgate.gateway.inbound.http.Requests.answer;
import static dev.tollgate.gateway.inbound.http.Requests.chunkedPost;
import static dev.tollgate.gateway.inbound.http.Requests.code;
import static dev.tollgate.gateway.inbound.http.Requests.get;
import static dev.tollgate.gateway.inbound.http.Requests.received;
import static org.assertj.core.api.Assertions.assertThat;

/// The same conversations, byte by byte, and broken off behind each byte.
class TrickleTest {
    private static final String BODY = "3\r\nabc\r\n0\r\n\r\n";
    private static final String CHUNKED = "HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n"
            + "\r\n5\r\nhello\r\n0\r\n\r\n";

    @Test
    void a_conversation_does_not_depend_on_how_its_bytes_are_split() {
        try (var gateway = new GatewayFixture()) {
            Peer client = gateway.client();

            client.trickles(chunkedPost() + BODY);
            Peer target = gateway.target().accept();
            assertThat(unchunked(target.receiveThrough("0\r\n\r\n"))).isEqualTo("abc");
            target.trickles(CHUNKED);

            client.receiveHead();
            client.receiveHead();
            assertThat(unchunked(client.receiveThrough("0\r\n\r\n"))).isEqualTo("hello");
            assertThat(gateway.record().bytesIn()).isEqualTo(chunkedPost().length() + BODY.length());
        }
    }

    @Test
    void a_client_that_breaks_off_behind_any_byte_leaves_nothing_behind() {
        String request = chunkedPost() + BODY;
        try (var gateway = new GatewayFixture()) {
            for (int length = 0; length < request.length(); length++) {
                Peer client = gateway.client();
                client.sends(request.substring(0, length));
                if (length % 2 == 0) {
                    client.finishes().seesCut();
                } else {
                    client.resets();
                }
                if (length >= chunkedPost().length()) {
                    gateway.target().accept().receiveUntilCut();
                    assertThat(gateway.record().ending()).isEqualTo(Ending.CLIENT_CLOSED);
                }
            }
        }
    }

    @Test
    void a_target_that_breaks_off_behind_any_byte_is_answered_for_or_cut() {
        try (var gateway = new GatewayFixture()) {
            int head = CHUNKED.lastIndexOf("\r\n\r\n5") + 4;
            for (int length = 0; length < CHUNKED.length(); length++) {
                Peer client = gateway.client();
                client.sends(get());
                Peer target = gateway.target().accept().receives(received()).sends(CHUNKED.substring(0, length));
                target.finishes();

                if (length < head) {
                    String refusal = client.receiveHead();
                    assertThat(code(refusal.startsWith("HTTP/1.1 103") ? client.receiveHead() : refusal))
                            .isEqualTo("target-closed");
                } else {
                    assertThat(client.receiveUntilCut()).doesNotContain("0\r\n\r\n");
                    assertThat(length).isGreaterThanOrEqualTo(head);
                }
                gateway.record();
            }
        }
    }

    @Test
    void an_answer_with_a_length_cut_anywhere_is_never_complete() {
        String answer = answer("hello");
        try (var gateway = new GatewayFixture()) {
            for (int length = answer.length() - 5; length < answer.length(); length++) {
                Peer client = gateway.client();
                client.sends(get());
                gateway.target().accept().receives(received()).sends(answer.substring(0, length)).finishes();

                assertThat(client.receiveUntilCut()).doesNotEndWith("hello");
                assertThat(gateway.record().ending()).isEqualTo(Ending.TARGET_CLOSED);
            }
        }
    }

    private static String unchunked(String text) {
        String body = text.contains("\r\n\r\n0") || text.startsWith("POST")
                ? text.substring(text.indexOf("\r\n\r\n") + 4)
                : text;
        StringBuilder data = new StringBuilder();
        int at = 0;
        while (true) {
            int line = body.indexOf("\r\n", at);
            int size = Integer.parseInt(body.substring(at, line), 16);
            if (size == 0) {
                return data.toString();
            }
            data.append(body, line + 2, line + 2 + size);
            at = line + 2 + size + 2;
        }
    }
}
