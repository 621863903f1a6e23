package dev.tollgate.gateway.http1;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static dev.tollgate.gateway.http1.HeadFault.BAD_REQUEST;
import static dev.tollgate.gateway.http1.HeadFault.EXPECTATION_FAILED;
import static dev.tollgate.gateway.http1.HeadFault.HEADERS_TOO_LARGE;
import static dev.tollgate.gateway.http1.HeadFault.LOOP_DETECTED;
import static dev.tollgate.gateway.http1.HeadFault.UNSUPPORTED_VERSION;
import static dev.tollgate.gateway.http1.HeadFault.URI_TOO_LONG;
import static dev.tollgate.gateway.http1.Wire.get;
import static dev.tollgate.gateway.http1.Wire.head;
import static dev.tollgate.gateway.http1.Wire.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class RequestRefusalTest {

    private static final String HOST = "Host: example.com";

    @ParameterizedTest(name = "{0}")
    @MethodSource("requestLines")
    void a_request_line_against_the_rules_is_refused(String why, String head, HeadFault fault) {
        assertRefused(head, fault);
    }

    static Stream<Arguments> requestLines() {
        return Stream.of(
                arguments("a second space before the target", head("GET  http://example.com/ HTTP/1.1", HOST),
                        BAD_REQUEST),
                arguments("a second space before the version", head("GET http://example.com/  HTTP/1.1", HOST),
                        BAD_REQUEST),
                arguments("a space behind the version", head("GET http://example.com/ HTTP/1.1 ", HOST), BAD_REQUEST),
                arguments("a space before the method", head(" GET http://example.com/ HTTP/1.1", HOST), BAD_REQUEST),
                arguments("a space in the target", head("GET http://example.com/a b HTTP/1.1", HOST), BAD_REQUEST),
                arguments("a tab for a space", head("GET\thttp://example.com/\tHTTP/1.1", HOST), BAD_REQUEST),
                arguments("a tab in the target", head("GET http://example.com/\t HTTP/1.1", HOST), BAD_REQUEST),
                arguments("a vertical tab in the target", head("GET http://example.com/\u000b HTTP/1.1", HOST),
                        BAD_REQUEST),
                arguments("a byte beyond ASCII in the target", head("GET http://example.com/\u00e9 HTTP/1.1", HOST),
                        BAD_REQUEST),
                arguments("DEL in the target", head("GET http://example.com/\u007f HTTP/1.1", HOST), BAD_REQUEST),
                arguments("a method that is no token", head("GE(T http://example.com/ HTTP/1.1", HOST), BAD_REQUEST),
                arguments("no method", head("http://example.com/ HTTP/1.1", HOST), BAD_REQUEST),
                arguments("no version", head("GET http://example.com/", HOST), BAD_REQUEST),
                arguments("no version behind the space", head("GET http://example.com/ ", HOST), BAD_REQUEST),
                arguments("a version without minor", head("GET http://example.com/ HTTP/1", HOST), BAD_REQUEST),
                arguments("a version of two digits", head("GET http://example.com/ HTTP/1.10", HOST), BAD_REQUEST),
                arguments("a version in lower case", head("GET http://example.com/ http/1.1", HOST), BAD_REQUEST),
                arguments("a version of another protocol", head("GET http://example.com/ ICAP/1.0", HOST), BAD_REQUEST),
                arguments("a version with a letter", head("GET http://example.com/ HTTP/1.x", HOST), BAD_REQUEST),
                arguments("major version 2", head("GET http://example.com/ HTTP/2.0", HOST), UNSUPPORTED_VERSION),
                arguments("major version 0", head("GET http://example.com/ HTTP/0.9", HOST), UNSUPPORTED_VERSION),
                arguments("the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", UNSUPPORTED_VERSION),
                arguments("two empty lines before it", "\r\n\r\n" + get(), BAD_REQUEST),
                arguments("a bare LF before it", "\n" + get(), BAD_REQUEST),
                arguments("a request line of 8193 bytes", requestLineOf(8_193), URI_TOO_LONG),
                arguments("a request line without end", "GET http://example.com/" + "a".repeat(9_000), URI_TOO_LONG));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bytes")
    void a_byte_that_does_not_belong_into_a_head_is_refused(String why, String head) {
        assertRefused(head, BAD_REQUEST);
    }

    static Stream<Arguments> bytes() {
        return Stream.of(
                arguments("a bare LF behind the request line", get().replaceFirst("\r\n", "\n")),
                arguments("a bare LF behind a field", get("A: b\nC: d")),
                arguments("a bare LF for the empty line", "GET http://example.com/ HTTP/1.1\r\n" + HOST + "\r\n\n"),
                arguments("bare LFs alone", get().replace("\r\n", "\n")),
                arguments("a bare CR in the request line", head("GET http://example.com/\rx HTTP/1.1", HOST)),
                arguments("a bare CR in a value", get("A: b\rc")), arguments("a doubled CR", get("A: b\r")),
                arguments("a bare CR for the empty line", "GET http://example.com/ HTTP/1.1\r\n" + HOST + "\r\n\rX"),
                arguments("NUL in a value", get("A: b\0c")), arguments("NUL in a name", get("A\0: b")),
                arguments("NUL in the request line", head("GET http://example.com/\0 HTTP/1.1", HOST)),
                arguments("a vertical tab in a value", get("A: b\u000bc")),
                arguments("a form feed in a value", get("A: b\fc")), arguments("ESC in a value", get("A: \u001b[1m")),
                arguments("DEL in a value", get("A: \u007f")), arguments("a folded line", get("A: b", " c")),
                arguments("a line folded with a tab", get("A: b", "\tc")),
                arguments("a folded line of white space", get("A: b", " ")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("fields")
    void a_field_against_the_rules_is_refused(String why, String head, HeadFault fault) {
        assertRefused(head, fault);
    }

    static Stream<Arguments> fields() {
        return Stream.of(arguments("a space before the colon", get("A : b"), BAD_REQUEST),
                arguments("a tab before the colon", get("A\t: b"), BAD_REQUEST),
                arguments("an empty name", get(": b"), BAD_REQUEST), arguments("no colon", get("A"), BAD_REQUEST),
                arguments("a name that is no token", get("A[0]: b"), BAD_REQUEST),
                arguments("a name beyond ASCII", get("\u00c4: b"), BAD_REQUEST),
                arguments("a space before the first field", head("GET http://example.com/ HTTP/1.1", " " + HOST),
                        BAD_REQUEST),
                arguments("no Host in HTTP/1.1", head("GET http://example.com/ HTTP/1.1"), BAD_REQUEST),
                arguments("no Host in HTTP/1.9", head("GET http://example.com/ HTTP/1.9"), BAD_REQUEST),
                arguments("no Host with CONNECT", head("CONNECT example.com:443 HTTP/1.1"), BAD_REQUEST),
                arguments("two Host", get("host: example.com"), BAD_REQUEST),
                arguments("two Host in HTTP/1.0", head("GET http://example.com/ HTTP/1.0", HOST, HOST), BAD_REQUEST),
                arguments("a Host with a user name", withHost("a@example.com"), BAD_REQUEST),
                arguments("a Host with a path", withHost("example.com/x"), BAD_REQUEST),
                arguments("a Host with a space", withHost("example.com x"), BAD_REQUEST),
                arguments("a Host that is a list", withHost("a, b"), BAD_REQUEST),
                arguments("a Host with a bad port", withHost("example.com:http"), BAD_REQUEST),
                arguments("a Host with a port too high", withHost("example.com:65536"), BAD_REQUEST),
                arguments("a Host with port 0", withHost("example.com:0"), BAD_REQUEST),
                arguments("a Host of a port alone", withHost(":80"), BAD_REQUEST),
                arguments("a Host with an open bracket", withHost("[::1"), BAD_REQUEST),
                arguments("a Host with empty brackets", withHost("[]"), BAD_REQUEST),
                arguments("a Host with text behind the bracket", withHost("[::1]x"), BAD_REQUEST),
                arguments("a Host with a zone", withHost("[fe80::1%25eth0]"), BAD_REQUEST),
                arguments("a Host beyond ASCII", withHost("ex\u00e4mple.com"), BAD_REQUEST),
                arguments("a Max-Forwards that is no number", get("Max-Forwards: ten"), BAD_REQUEST),
                arguments("a negative Max-Forwards", get("Max-Forwards: -1"), BAD_REQUEST),
                arguments("an empty Max-Forwards", get("Max-Forwards:"), BAD_REQUEST),
                arguments("two Max-Forwards", get("Max-Forwards: 1", "Max-Forwards: 1"), BAD_REQUEST),
                arguments("two Proxy-Authorization",
                        get("Proxy-Authorization: Basic YTpi", "proxy-authorization: Basic YTpi"), BAD_REQUEST),
                arguments("another expectation", get("Expect: 200-ok"), EXPECTATION_FAILED),
                arguments("a list of expectations", get("Expect: 100-continue, x"), EXPECTATION_FAILED),
                arguments("an empty expectation", get("Expect:"), EXPECTATION_FAILED),
                arguments("129 fields", withFields(129), HEADERS_TOO_LARGE),
                arguments("a head of 65537 bytes", headOf(65_537), HEADERS_TOO_LARGE),
                arguments("a head without end", get().replace("\r\n\r\n", "\r\nA: ") + "a".repeat(66_000),
                        HEADERS_TOO_LARGE),
                arguments("65 names in Connection", get("Connection: " + "a,".repeat(65)), HEADERS_TOO_LARGE),
                arguments("65 names in two Connection", get("Connection: " + "a,".repeat(64), "Connection: a"),
                        HEADERS_TOO_LARGE));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("framings")
    void a_body_whose_end_is_in_doubt_is_refused(String why, String head) {
        assertRefused(head, BAD_REQUEST);
    }

    static Stream<Arguments> framings() {
        return Stream.of(
                arguments("CL.TE", post("Content-Length: 5", "Transfer-Encoding: chunked")),
                arguments("TE.CL", post("Transfer-Encoding: chunked", "Content-Length: 5")),
                arguments("TE.TE", post("Transfer-Encoding: chunked", "Transfer-Encoding: chunked")),
                arguments("TE.TE, the second one another", post("Transfer-Encoding: chunked", "Transfer-Encoding: x")),
                arguments("TE with identity", post("Transfer-Encoding: chunked, identity")),
                arguments("identity alone", post("Transfer-Encoding: identity")),
                arguments("gzip before chunked", post("Transfer-Encoding: gzip, chunked")),
                arguments("chunked twice", post("Transfer-Encoding: chunked, chunked")),
                arguments("chunked and an empty element", post("Transfer-Encoding: chunked,")),
                arguments("an empty element and chunked", post("Transfer-Encoding: ,chunked")),
                arguments("an empty TE", post("Transfer-Encoding:")),
                arguments("chunked with a parameter", post("Transfer-Encoding: chunked;q=1")),
                arguments("chunked in quotes", post("Transfer-Encoding: \"chunked\"")),
                arguments("xchunked", post("Transfer-Encoding: xchunked")),
                arguments("a vertical tab before chunked", post("Transfer-Encoding: \u000bchunked")),
                arguments("a vertical tab behind chunked", post("Transfer-Encoding: chunked\u000b")),
                arguments("a no-break space before chunked", post("Transfer-Encoding: \u00a0chunked")),
                arguments("a space before the colon of TE", post("Transfer-Encoding : chunked")),
                arguments("TE folded", post("Transfer-Encoding:", " chunked")),
                arguments("a bare LF before TE", post("A: b\nTransfer-Encoding: chunked")),
                arguments("a bare CR before TE", post("A: b\rTransfer-Encoding: chunked")),
                arguments("TE with a NUL", post("Transfer-Encoding: chunked\0")),
                arguments("TE in HTTP/1.0",
                        head("POST http://example.com/ HTTP/1.0", HOST, "Transfer-Encoding: chunked")),
                arguments("two CL that differ", post("Content-Length: 5", "Content-Length: 6")),
                arguments("two CL that are equal", post("Content-Length: 5", "content-length: 5")),
                arguments("a list in CL", post("Content-Length: 5, 5")),
                arguments("a sign in CL", post("Content-Length: +5")),
                arguments("a negative CL", post("Content-Length: -5")),
                arguments("an empty CL", post("Content-Length:")),
                arguments("a hexadecimal CL", post("Content-Length: 0x5")),
                arguments("a space in CL", post("Content-Length: 5 5")),
                arguments("a fraction in CL", post("Content-Length: 5.0")),
                arguments("a CL of 19 digits", post("Content-Length: 1000000000000000000")),
                arguments("a CL with a vertical tab", post("Content-Length: 5\u000b")),
                arguments("CONNECT with a length", head("CONNECT a.b:443 HTTP/1.1", HOST, "Content-Length: 1")),
                arguments("CONNECT with chunks", head("CONNECT a.b:443 HTTP/1.1", HOST, "Transfer-Encoding: chunked")));
    }

    @Test
    void our_own_name_in_via_is_a_loop_when_via_is_on() {
        String looped = get("Via: 1.0 fred, 1.1 Tollgate (x)");

        assertThat(Splits.request(Wire.RULES_WITH_VIA, looped)).startsWith(LOOP_DETECTED.name());
        assertThat(Splits.request(Wire.RULES, looped)).startsWith("GET");
        assertThat(Splits.request(Wire.RULES_WITH_VIA, get("Via: 1.1 tollgate-2, tollgate 1.1"))).startsWith("GET");
    }

    @Test
    void a_refusal_is_final_and_comes_as_soon_as_its_byte_is_there() {
        RequestHeadParser parser = new RequestHeadParser(Wire.RULES);

        assertThat(parser.read(Wire.buffer("GET http://example.com/ HTTP/1.1"))).isEqualTo(
                new HeadReading.Incomplete());
        assertThat(parser.read(Wire.buffer("GET http://example.com/ HTTP/1.1\n")))
                .isInstanceOf(HeadReading.Malformed.class);
        assertThat(parser.read(Wire.buffer(get()))).isInstanceOf(HeadReading.Malformed.class);
    }

    private static void assertRefused(String head, HeadFault fault) {
        String answer = Splits.request(Wire.RULES_WITH_VIA, head);

        assertThat(answer).startsWith(fault.name() + " ").matches("[ -~]{1,200}").endsWith(".");
    }

    private static String withHost(String value) {
        return head("GET http://example.com/ HTTP/1.1", "Host: " + value);
    }

    static String withFields(int count) {
        return get("A: b\r\n".repeat(count - 1).trim());
    }

    static String requestLineOf(int length) {
        String line = "GET http://example.com/ HTTP/1.1";
        return get().replaceFirst("com/", "com/" + "a".repeat(length - line.length()));
    }

    static String headOf(int length) {
        return get("A: " + "a".repeat(length - get("A: ").length()));
    }
}
