package dev.tollgate.gateway.http1;

import dev.tollgate.gateway.http1.RequestTarget.Absolute;
import dev.tollgate.gateway.http1.RequestTarget.Authority;
import dev.tollgate.gateway.http1.RequestTarget.Scheme;
import dev.tollgate.gateway.http1.RequestTarget.Unserved;
import io.netty.buffer.ByteBuf;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.tollgate.gateway.http1.Wire.get;
import static dev.tollgate.gateway.http1.Wire.head;
import static dev.tollgate.gateway.http1.Wire.post;
import static org.assertj.core.api.Assertions.assertThat;

class RequestAcceptanceTest {

    private static final String HOST = "Host: example.com";

    static RequestHead accepted(String text) {
        Splits.request(Wire.RULES, text);
        HeadReading reading = new RequestHeadParser(Wire.RULES).read(Wire.buffer(text));
        if (reading instanceof HeadReading.Complete(RequestHead head, int length) && length == text.length()) {
            return head;
        }
        throw new AssertionError(text + " is answered with " + reading);
    }

    private static RequestTarget target(String method, String target) {
        return accepted(head(method + " " + target + " HTTP/1.1", HOST)).target();
    }

    @Test
    void connect_names_a_host_and_a_port() {
        assertThat(target("CONNECT", "example.com:443")).isEqualTo(new Authority("example.com", 443));
        assertThat(target("CONNECT", "[2001:db8::1]:65535")).isEqualTo(new Authority("[2001:db8::1]", 65_535));
        assertThat(target("CONNECT", "Example.COM.:1")).isEqualTo(new Authority("Example.COM.", 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"example.com", "example.com:", "example.com:0", "example.com:65536", "example.com:443/",
        "example.com:443/x", "http://example.com:443", "http://example.com/", ":443", "a@example.com:443",
        "example.com:443?x", "example.com:443#x", "/", "*", "example.com:4a3", "example.com:+443", "a:b:443",
        "::1:443", "[::1]443", "[::1:443", "example.com:0443"})
    void connect_to_anything_else_is_not_served(String target) {
        assertThat(target("CONNECT", target)).isInstanceOfSatisfying(Unserved.class,
                unserved -> assertThat(unserved.fault()).isEqualTo(HeadFault.BAD_REQUEST));
    }

    @Test
    void the_absolute_form_is_cut_into_its_parts() {
        assertThat(target("GET", "http://example.com/a?b=c")).isInstanceOfSatisfying(Absolute.class, absolute -> {
            assertThat(absolute.scheme()).isEqualTo(Scheme.HTTP);
            assertThat(absolute.hostText()).isEqualTo("example.com");
            assertThat(absolute.port()).isEqualTo(OptionalInt.empty());
            assertThat(absolute.effectivePort()).isEqualTo(80);
            assertThat(absolute.pathAndQuery().text()).isEqualTo("/a?b=c");
        });
        assertThat(target("GET", "HTTPS://[::1]:8443?x/y@z:1")).isInstanceOfSatisfying(Absolute.class, absolute -> {
            assertThat(absolute.scheme()).isEqualTo(Scheme.HTTPS);
            assertThat(absolute.hostText()).isEqualTo("[::1]");
            assertThat(absolute.effectivePort()).isEqualTo(8443);
            assertThat(absolute.pathAndQuery().text()).isEqualTo("?x/y@z:1");
        });
        assertThat(target("GET", "https://example.com")).isInstanceOfSatisfying(Absolute.class, absolute -> {
            assertThat(absolute.effectivePort()).isEqualTo(443);
            assertThat(absolute.pathAndQuery().isEmpty()).isTrue();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"/x", "*", "ftp://example.com/", "http:example.com", "http:/example.com", "http:///x",
        "http://", "http://?x", "http://:80/", "http://a@example.com/", "http://a:b@example.com/", "http://@/",
        "http://example.com/#x", "http://example.com#x", "http://example.com:/", "http://example.com:0/",
        "http://example.com:080/",
        "http://example.com:65536/", "http://example.com:80a/", "http://good\\@evil/", "example.com:443",
        "example.com", "ws://example.com/"})
    void other_forms_are_not_served_though_the_message_is_sound(String target) {
        assertThat(target("GET", target)).isInstanceOfSatisfying(Unserved.class,
                unserved -> assertThat(unserved.fault()).isEqualTo(HeadFault.BAD_REQUEST));
    }

    @Test
    void options_asterisk_is_not_served() {
        assertThat(target("OPTIONS", "*")).isInstanceOf(Unserved.class);
    }

    @Test
    void trace_is_not_allowed_whatever_it_asks_for() {
        assertThat(target("TRACE", "http://example.com/")).isInstanceOfSatisfying(Unserved.class,
                unserved -> assertThat(unserved.fault()).isEqualTo(HeadFault.METHOD_NOT_ALLOWED));
        assertThat(target("TRACE", "/")).isInstanceOfSatisfying(Unserved.class,
                unserved -> assertThat(unserved.fault()).isEqualTo(HeadFault.METHOD_NOT_ALLOWED));
    }

    @Test
    void any_other_method_is_forwarded() {
        assertThat(accepted(get().replaceFirst("GET", "M-SEARCH")).method()).isEqualTo("M-SEARCH");
        assertThat(accepted(get().replaceFirst("GET", "connect")).isConnect()).isFalse();
    }

    @Test
    void versions_are_one_dot_zero_and_all_others_of_major_one() {
        assertThat(accepted(head("GET http://a.b/ HTTP/1.0")).version()).isEqualTo(HttpVersion.HTTP_1_0);
        assertThat(accepted(get()).version()).isEqualTo(HttpVersion.HTTP_1_1);
        assertThat(accepted(get().replace("HTTP/1.1", "HTTP/1.7")).version()).isEqualTo(HttpVersion.HTTP_1_1);
    }

    @Test
    void the_connection_is_kept_by_default_in_1_1_and_on_request_in_1_0() {
        assertThat(accepted(get()).keepAlive()).isTrue();
        assertThat(accepted(get("Connection: x, CLOSE")).keepAlive()).isFalse();
        assertThat(accepted(get("Connection: keep-alive", "Connection: close")).keepAlive()).isFalse();
        assertThat(accepted(get("Proxy-Connection: close")).keepAlive()).isTrue();
        assertThat(accepted(head("GET http://a.b/ HTTP/1.0")).keepAlive()).isFalse();
        assertThat(accepted(head("GET http://a.b/ HTTP/1.0", "Connection: Keep-Alive")).keepAlive()).isTrue();
        assertThat(accepted(head("GET http://a.b/ HTTP/1.0", "Proxy-Connection: keep-alive")).keepAlive()).isTrue();
    }

    @Test
    void bodies_have_a_length_or_chunks_or_are_none() {
        assertThat(accepted(get()).framing()).isEqualTo(BodyFraming.NONE);
        assertThat(accepted(post("Content-Length: 0")).framing()).isEqualTo(new BodyFraming.Length(0));
        assertThat(accepted(post("Content-Length:  007\t")).framing()).isEqualTo(new BodyFraming.Length(7));
        assertThat(accepted(post("Content-Length: 999999999999999999")).framing())
                .isEqualTo(new BodyFraming.Length(999_999_999_999_999_999L));
        assertThat(accepted(post("Transfer-Encoding:\tChunkeD ")).framing()).isEqualTo(BodyFraming.CHUNKED);
        assertThat(accepted(head("CONNECT a.b:1 HTTP/1.1", HOST, "Content-Length: 0")).target())
                .isEqualTo(new Authority("a.b", 1));
    }

    @Test
    void a_host_that_is_empty_or_differs_is_accepted() {
        assertThat(accepted(head("GET http://a.b/ HTTP/1.1", "Host:")).fields().count()).isOne();
        assertThat(accepted(head("GET http://a.b/ HTTP/1.1", "Host: other:8080")).fields().count()).isOne();
        assertThat(accepted(head("GET http://a.b/ HTTP/1.1", "Host: [::1]:80")).fields().count()).isOne();
        assertThat(accepted(head("GET http://a.b/ HTTP/1.1", "Host: other:")).fields().count()).isOne();
    }

    @Test
    void what_rules_ask_for_is_read_from_the_fields() {
        RequestHead head = accepted(post("Expect: 100-Continue", "Max-Forwards: 7", "TE: gzip, Trailers",
                "proxy-AUTHORIZATION:  Basic YTpi ", "x-helodata-TAG: checkout", "X-Helodata-Tags: x"));

        assertThat(head.expectsContinue()).isTrue();
        assertThat(head.maxForwards()).hasValue(7);
        assertThat(head.wantsTrailers()).isTrue();
        assertThat(head.proxyAuthorization().map(HeadSlice::text)).contains("Basic YTpi");
        assertThat(head.tag().map(HeadSlice::text)).contains("checkout");
        assertThat(head.tagCount()).isOne();
    }

    @Test
    void what_is_not_there_is_not_made_up() {
        RequestHead head = accepted(get());

        assertThat(head.expectsContinue()).isFalse();
        assertThat(head.maxForwards()).isEmpty();
        assertThat(head.wantsTrailers()).isFalse();
        assertThat(head.proxyAuthorization()).isEmpty();
        assertThat(head.tag()).isEmpty();
        assertThat(head.tagCount()).isZero();
    }

    @Test
    void repeated_tags_are_counted_and_no_fault() {
        assertThat(accepted(get("X-Helodata-Tag: a", "X-HELODATA-TAG: b")).tagCount()).isEqualTo(2);
    }

    @Test
    void a_client_of_1_0_expects_nothing() {
        assertThat(accepted(head("POST http://a.b/ HTTP/1.0", "Expect: 100-continue", "Content-Length: 1"))
                .expectsContinue()).isFalse();
    }

    @Test
    void a_max_forwards_of_many_digits_is_a_number() {
        assertThat(accepted(get("Max-Forwards: " + "9".repeat(40))).maxForwards()).hasValue(999_999_999_999_999_999L);
    }

    @Test
    void the_limits_themselves_are_within_bounds() {
        assertThat(accepted(RequestRefusalTest.requestLineOf(8_192)).method()).isEqualTo("GET");
        assertThat(accepted(RequestRefusalTest.headOf(65_536)).method()).isEqualTo("GET");
        assertThat(accepted(RequestRefusalTest.withFields(128)).fields().count()).isEqualTo(128);
        assertThat(accepted(get("Connection: " + "a, ,".repeat(64))).method()).isEqualTo("GET");
    }

    @Test
    void values_may_hold_tabs_bytes_beyond_ascii_and_nothing() {
        RequestHead head = accepted(get("A: b\tc \u00e9", "B:", "C: \t "));

        assertThat(head.fields().value(1).text()).isEqualTo("b\tc \u00e9");
        assertThat(head.fields().value(2).isEmpty()).isTrue();
        assertThat(head.fields().value(3).isEmpty()).isTrue();
    }

    @Test
    void an_empty_line_before_the_request_belongs_to_it() {
        assertThat(accepted("\r\n" + get()).method()).isEqualTo("GET");
    }

    @Test
    void pipelined_heads_are_read_one_after_the_other() {
        RequestHeadParser parser = new RequestHeadParser(Wire.RULES);
        ByteBuf in = Wire.buffer(get("A: 1") + "\r\n" + get("A: 2") + get("A: 3").substring(0, 30));

        assertThat(nextField(parser, in)).isEqualTo("1");
        assertThat(parser.midway()).isFalse();
        assertThat(nextField(parser, in)).isEqualTo("2");
        assertThat(parser.read(in)).isEqualTo(new HeadReading.Incomplete());
        assertThat(parser.midway()).isTrue();
    }

    private static String nextField(RequestHeadParser parser, ByteBuf in) {
        if (parser.read(in) instanceof HeadReading.Complete(RequestHead head, int length)) {
            in.skipBytes(length);
            return head.fields().value(1).text();
        }
        throw new AssertionError("no head");
    }

    @Test
    void a_head_that_is_cut_off_is_never_complete() {
        for (String text : Corpus.REQUESTS) {
            for (int cut = 0; cut < text.length(); cut++) {
                assertThat(Splits.request(Wire.RULES, text.substring(0, cut))).isEmpty();
            }
        }
    }

    @Test
    void a_credential_does_not_show_in_text() {
        RequestHead head = accepted(get("Proxy-Authorization: Basic YTpi"));

        assertThat(head.proxyAuthorization()).hasToString("Optional[HeadSlice[10 bytes]]");
    }
}
