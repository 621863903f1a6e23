package dev.tollgate.gateway.http1;

import io.netty.buffer.ByteBuf;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static dev.tollgate.gateway.http1.Wire.head;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class ResponseHeadParserTest {

    private static final String OK = "HTTP/1.1 200 OK";

    static ResponseHead accepted(String text, boolean answersHead) {
        Splits.response(text, answersHead);
        ResponseReading reading = new ResponseHeadParser(Wire.RULES).read(Wire.buffer(text), answersHead);
        if (reading instanceof ResponseReading.Complete(ResponseHead head, int length) && length == text.length()) {
            return head;
        }
        throw new AssertionError(text + " is answered with " + reading);
    }

    static ResponseHead accepted(String text) {
        return accepted(text, false);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("invalid")
    void an_invalid_head_is_a_protocol_error(String why, String head) {
        assertThat(Splits.response(head, false)).startsWith("malformed ").matches("[ -~]{1,200}").endsWith(".");
    }

    static Stream<Arguments> invalid() {
        return Stream.of(arguments("HTTP/0.9", "<html>"), arguments("HTTP/0.9 in the version", "HTTP/0.9 200 OK\r\n"),
                arguments("HTTP/2", head("HTTP/2.0 200 OK")), arguments("an empty line first", "\r\n" + head(OK)),
                arguments("another protocol", "SSH-2.0-OpenSSH"), arguments("a status of two digits", head(
                        "HTTP/1.1 20 OK")),
                arguments("a status of four digits", head("HTTP/1.1 2000 OK")),
                arguments("a status below 100", head("HTTP/1.1 099 OK")),
                arguments("a status above 599", head("HTTP/1.1 600 OK")),
                arguments("a status with letters", head("HTTP/1.1 2x0 OK")), arguments("no status", head("HTTP/1.1")),
                arguments("two spaces before the status", head("HTTP/1.1  200 OK")),
                arguments("a version of two digits", head("HTTP/1.10 200 OK")),
                arguments("status 101", head("HTTP/1.1 101 Switching Protocols", "Upgrade: x")),
                arguments("a bare LF behind the status line", "HTTP/1.1 200 OK\nA: b\r\n\r\n"),
                arguments("bare LFs", "HTTP/1.1 200 OK\n\n"), arguments("a bare CR in a value", head(OK, "A: b\rc")),
                arguments("NUL in a value", head(OK, "A: b\0")), arguments("NUL in the reason", head(OK + "\0")),
                arguments("an empty name", head(OK, ": b")), arguments("a line without colon", head(OK, "A")),
                arguments("a name with a space", head(OK, "A b: c")), arguments("a name beyond ASCII", head(OK,
                        "\u00e9: b")),
                arguments("a fold before the first field", head(OK, " A: b")),
                arguments("a status line of 8193 bytes", head(OK + "a".repeat(8_193 - OK.length()))),
                arguments("a head over 65536 bytes", head(OK, "A: " + "a".repeat(65_536))),
                arguments("129 fields", head(OK, "A: b\r\n".repeat(129).trim())),
                arguments("two lengths", head(OK, "Content-Length: 1", "Content-Length: 1")),
                arguments("a list of lengths", head(OK, "Content-Length: 1, 1")),
                arguments("a negative length", head(OK, "Content-Length: -1")),
                arguments("an empty length", head(OK, "Content-Length:")),
                arguments("length beside chunks", head(OK, "Content-Length: 1", "Transfer-Encoding: chunked")),
                arguments("chunks beside length, white space before the colon",
                        head(OK, "Transfer-Encoding : chunked", "Content-Length: 1")),
                arguments("chunked folded and repeated", head(OK, "Transfer-Encoding: chunked,", " chunked")),
                arguments("gzip as coding", head(OK, "Transfer-Encoding: gzip, chunked")),
                arguments("chunked twice", head(OK, "Transfer-Encoding: chunked", "Transfer-Encoding: chunked")),
                arguments("chunked in HTTP/1.0", head("HTTP/1.0 200 OK", "Transfer-Encoding: chunked")));
    }

    @Test
    void http_0_9_is_noticed_on_its_first_bytes() {
        ByteBuf in = Wire.buffer("HTTX");

        assertThat(new ResponseHeadParser(Wire.RULES).read(in, false)).isInstanceOf(ResponseReading.Malformed.class);
    }

    @Test
    void white_space_before_a_colon_is_removed_and_folded_lines_are_joined_with_one_space() {
        ResponseHead head = accepted(head(OK, "A \t: b", "C: d \t", " \t e", "\tf", " ", "G:", " h", "I: j"));

        assertThat(Splits.fields(head.fields())).isEqualTo("[OTHER A=b][OTHER C=d e f][OTHER G=h][OTHER I=j]");
    }

    @Test
    void a_head_that_is_cut_off_is_never_complete() {
        for (String text : Corpus.RESPONSES) {
            for (int cut = 0; cut < text.length(); cut++) {
                assertThat(Splits.response(text.substring(0, cut), false)).isEmpty();
            }
        }
    }

    @Test
    void the_reason_may_be_anything_and_may_be_missing() {
        assertThat(accepted(head("HTTP/1.1 404 Nicht da, \u00e4h\t!")).reason().text()).isEqualTo(
                "Nicht da, \u00e4h\t!");
        assertThat(accepted(head("HTTP/1.1 404 ")).reason().isEmpty()).isTrue();
        assertThat(accepted(head("HTTP/1.1 404")).status()).isEqualTo(404);
    }

    @Test
    void the_body_ends_as_the_head_says() {
        assertThat(accepted(head(OK, "Content-Length: 12")).framing()).isEqualTo(new BodyFraming.Length(12));
        assertThat(accepted(head(OK, "Transfer-Encoding: Chunked")).framing()).isEqualTo(BodyFraming.CHUNKED);
        assertThat(accepted(head(OK)).framing()).isEqualTo(new ResponseFraming.UntilClose());
        assertThat(accepted(head(OK, "Content-Length: 12"), true).framing()).isEqualTo(BodyFraming.NONE);
        assertThat(accepted(head(OK, "Content-Length: 12"), true).declaredLength()).hasValue(12);
        assertThat(accepted(head("HTTP/1.1 204 No", "Content-Length: 12")).framing()).isEqualTo(BodyFraming.NONE);
        assertThat(accepted(head("HTTP/1.1 304 No", "Content-Length: 12")).framing()).isEqualTo(BodyFraming.NONE);
        assertThat(accepted(head("HTTP/1.1 103 Early", "Content-Length: 12")).framing()).isEqualTo(BodyFraming.NONE);
    }

    @Test
    void a_connection_is_kept_only_where_the_end_of_the_answer_is_certain() {
        assertThat(accepted(head(OK, "Content-Length: 1")).keepAlive()).isTrue();
        assertThat(accepted(head(OK, "Content-Length: 1", "Connection: Close")).keepAlive()).isFalse();
        assertThat(accepted(head(OK)).keepAlive()).isFalse();
        assertThat(accepted(head("HTTP/1.0 200 OK", "Content-Length: 1")).keepAlive()).isFalse();
        assertThat(accepted(head("HTTP/1.0 200 OK", "Content-Length: 1", "Connection: keep-alive")).keepAlive())
                .isTrue();
        assertThat(accepted(head("HTTP/1.1 204 No")).keepAlive()).isTrue();
        assertThat(accepted(head("HTTP/1.1 204 No", "Content-Length: 1")).keepAlive()).isFalse();
        assertThat(accepted(head("HTTP/1.1 204 No", "Transfer-Encoding: chunked")).keepAlive()).isFalse();
        assertThat(accepted(head("HTTP/1.1 304 No", "Content-Length: 1")).keepAlive()).isTrue();
    }

    @Test
    void interim_answers_and_407_are_told_apart() {
        assertThat(accepted(head("HTTP/1.1 100 Continue")).interim()).isTrue();
        assertThat(accepted(head(OK)).interim()).isFalse();
        assertThat(accepted(head("HTTP/1.1 407 Proxy Authentication Required")).asksForProxyCredentials()).isTrue();
    }

    @Test
    void sixteen_interim_answers_are_enough() {
        ResponseHeadParser parser = new ResponseHeadParser(Wire.RULES);
        String interim = head("HTTP/1.1 103 Early Hints");

        for (int i = 0; i < 16; i++) {
            assertThat(parser.read(Wire.buffer(interim), false)).isInstanceOf(ResponseReading.Complete.class);
        }

        assertThat(parser.read(Wire.buffer(interim), false)).isInstanceOf(ResponseReading.Malformed.class);
    }

    @Test
    void a_final_answer_starts_the_count_of_interim_ones_anew() {
        ResponseHeadParser parser = new ResponseHeadParser(Wire.RULES);

        for (int i = 0; i < 40; i++) {
            assertThat(parser.read(Wire.buffer(head("HTTP/1.1 100 Continue")), false))
                    .isInstanceOf(ResponseReading.Complete.class);
            assertThat(parser.read(Wire.buffer(head(OK)), false)).isInstanceOf(ResponseReading.Complete.class);
        }
    }

    @Test
    void the_limits_themselves_are_within_bounds() {
        String text = head(OK, "A: ");

        assertThat(accepted(head(OK + "a".repeat(8_192 - OK.length()))).status()).isEqualTo(200);
        assertThat(accepted(head(OK, "A: b\r\n".repeat(128).trim())).fields().count()).isEqualTo(128);
        assertThat(accepted(head(OK, "A: " + "a".repeat(65_536 - text.length()))).status()).isEqualTo(200);
    }
}
