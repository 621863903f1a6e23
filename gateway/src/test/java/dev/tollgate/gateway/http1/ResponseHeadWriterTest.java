package dev.tollgate.gateway.http1;

import io.netty.buffer.ByteBuf;
import org.junit.jupiter.api.Test;

import static dev.tollgate.gateway.http1.ResponseHeadParserTest.accepted;
import static dev.tollgate.gateway.http1.Wire.head;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ResponseHeadWriterTest {

    private static final String OK = "HTTP/1.1 200 OK";
    private static final String LENGTH = "Content-Length: 5";

    private final ResponseHeadWriter writer = new ResponseHeadWriter(Wire.RULES);

    private String passedOn(ResponseHead head, HttpVersion client) {
        return Wire.written(out -> {
            writer.begin(head, head.framing().toward(client), ConnectionField.UNSAID, out);
            FieldLines.end(out);
        });
    }

    private String passedOn(String text) {
        return passedOn(accepted(text), HttpVersion.HTTP_1_1);
    }

    @Test
    void fields_keep_their_order_and_are_cleaned() {
        assertThat(passedOn(head("HTTP/1.0 404 Gone fishing", "B : 2", "a:1", " 3", "Content-Length: 05", "B: 4")))
                .isEqualTo(head("HTTP/1.1 404 Gone fishing", "B: 2", "a: 1 3", LENGTH, "B: 4"));
    }

    @Test
    void hop_by_hop_fields_and_names_of_ours_never_pass() {
        assertThat(passedOn(head(OK, "Connection: x-a, keep-alive", "X-A: 1", "Keep-Alive: x", "Proxy-Connection: x",
                "Proxy-Authenticate: Basic", "Proxy-Authentication-Info: x", "Trailer: x", "TE: x", "Upgrade: h2c",
                "X-Helodata-Error-Code: auth-failed", "x-helodata-REQUEST-id: x", LENGTH, "X-B: 2")))
                .isEqualTo(head(OK, LENGTH, "X-B: 2"));
    }

    @Test
    void a_body_without_length_is_chunked_where_the_client_can_read_chunks() {
        ResponseHead chunked = accepted(head(OK, "Transfer-Encoding: CHUNKED", "A: b"));
        ResponseHead untilClose = accepted(head(OK, "A: b"));

        assertThat(passedOn(chunked, HttpVersion.HTTP_1_1)).isEqualTo(head(OK, "A: b", "Transfer-Encoding: chunked"));
        assertThat(passedOn(untilClose, HttpVersion.HTTP_1_1)).isEqualTo(head(OK, "A: b",
                "Transfer-Encoding: chunked"));
        assertThat(passedOn(chunked, HttpVersion.HTTP_1_0)).isEqualTo(head(OK, "A: b"));
        assertThat(passedOn(untilClose, HttpVersion.HTTP_1_0)).isEqualTo(head(OK, "A: b"));
    }

    @Test
    void the_length_is_told_where_a_get_would_have_a_body_and_not_where_none_can_be() {
        assertThat(passedOn(accepted(head(OK, LENGTH), true), HttpVersion.HTTP_1_1)).isEqualTo(head(OK, LENGTH));
        assertThat(passedOn(head("HTTP/1.1 304 Not Modified", LENGTH)))
                .isEqualTo(head("HTTP/1.1 304 Not Modified", LENGTH));
        assertThat(passedOn(head("HTTP/1.1 204 No Content", LENGTH))).isEqualTo(head("HTTP/1.1 204 No Content"));
        assertThat(passedOn(accepted(head(OK, "Transfer-Encoding: chunked"), true), HttpVersion.HTTP_1_1))
                .isEqualTo(head(OK));
    }

    @Test
    void interim_answers_pass_without_framing() {
        ResponseHead interim = accepted(head("HTTP/1.1 103 Early Hints", "Link: </a>", "Transfer-Encoding: chunked"));

        assertThat(Wire.written(out -> writer.writeInterim(interim, out)))
                .isEqualTo(head("HTTP/1.1 103 Early Hints", "Link: </a>"));
    }

    @Test
    void our_own_fields_come_last() {
        ResponseHeadWriter withVia = new ResponseHeadWriter(Wire.RULES_WITH_VIA);

        assertThat(Wire.written(out -> {
            withVia.begin(accepted(head(OK, LENGTH)), new BodyFraming.Length(5), ConnectionField.CLOSE, out);
            FieldLines.append(out, "X-Helodata-Request-Id", "req_1");
            FieldLines.append(out, "X-Helodata-Bytes-In", 1_234_567_890_123L);
            FieldLines.end(out);
        })).isEqualTo(head(OK, LENGTH, "Via: 1.1 tollgate", "Connection: close", "X-Helodata-Request-Id: req_1",
                "X-Helodata-Bytes-In: 1234567890123"));
    }

    @Test
    void clients_are_told_about_the_connection_what_differs_from_their_default() {
        assertThat(ConnectionField.toward(HttpVersion.HTTP_1_1, true)).isEqualTo(ConnectionField.UNSAID);
        assertThat(ConnectionField.toward(HttpVersion.HTTP_1_1, false)).isEqualTo(ConnectionField.CLOSE);
        assertThat(ConnectionField.toward(HttpVersion.HTTP_1_0, true)).isEqualTo(ConnectionField.KEEP_ALIVE);
        assertThat(ConnectionField.toward(HttpVersion.HTTP_1_0, false)).isEqualTo(ConnectionField.CLOSE);
        assertThat(Wire.written(ConnectionField.KEEP_ALIVE::write)).isEqualTo("Connection: keep-alive\r\n");
    }

    @Test
    void no_value_of_ours_can_end_its_line() {
        ByteBuf out = Wire.buffer("");

        assertThatThrownBy(() -> FieldLines.append(out, "A", "b\r\nc: d")).isInstanceOf(IllegalArgumentException.class);
    }
}
