package dev.tollgate.control;

import dev.tollgate.domain.token.Scope;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/// What counts as a body (A§1.1).
class BodyTest {

    private static final int SEED = 20_260_602;
    private static final TestApi API = new TestApi();
    private static final Caller CALLER = API
            .as(API.issue(API.openAccount("body@acme.example", "enterprise", false), Scope.ALL));
    private static final String RIGHT = "{\"label\":\"l\",\"products\":[\"residential\"],\"concurrent_max\":5,"
            + "\"rps_max\":7,\"status\":\"active\",\"auth_mode\":\"both\",\"require_tls\":true}";

    @AfterAll
    static void stop() {
        API.close();
    }

    private static void invalid(byte[] body) {
        Reply reply = CALLER.send("POST", "/subusers", body);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo("invalid_json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "{", "}", "[]", "1", "\"x\"", "null", "true", " ", "{\"a\":1,}", "{\"a\":1,\"a\":1}",
        "{\"a\":{\"b\":1,\"b\":2}}", "{} x", "{}{}", "{}]", "{'a':1}", "{a:1}", "{\"a\":01}", "{\"a\":+1}",
        "{\"a\":.5}", "{\"a\":1.}", "{\"a\":NaN}", "{\"a\":Infinity}", "{\"a\":0x1}", "// c\n{}", "{/* */}",
        "{\"a\":\"\t\"}", "{\"a\":\"\\x\"}", "{\"a\":123456789012345678901}", "{\"a\":1.23456789012345678901}",
        "{\"a\":undefined}", "\uFEFF{}", "{\"a\":\"\\u12\"}", "\u0000"})
    void what_is_not_one_json_object_is_refused(String body) {
        invalid(body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void bytes_that_are_not_utf_8_are_refused() {
        invalid(new byte[]{'{', '"', 'a', '"', ':', '"', (byte) 0xff, '"', '}'});
        invalid(new byte[]{'{', '"', (byte) 0xc0, (byte) 0xaf, '"', ':', '1', '}'});
        invalid(new byte[]{'{', '"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"', ':', '1', '}'});
        invalid("{}".getBytes(StandardCharsets.UTF_16));
        invalid("{}".getBytes(StandardCharsets.UTF_16LE));
    }

    @Test
    void objects_lie_at_most_16_deep() {
        assertThat(CALLER.post("/subusers", nested(16)).code()).isEqualTo("validation_failed");
        assertThat(CALLER.post("/subusers", nested(17)).code()).isEqualTo("invalid_json");
        assertThat(CALLER.post("/subusers", "{\"a\":" + "[".repeat(30_000)).code()).isEqualTo("invalid_json");
    }

    private static String nested(int depth) {
        return "{\"a\":".repeat(depth - 1) + "{}" + "}".repeat(depth - 1);
    }

    @Test
    void a_body_has_at_most_1000_keys_and_numbers_of_20_digits() {
        assertThat(CALLER.post("/subusers", keys(1_000)).code()).isEqualTo("validation_failed");
        assertThat(CALLER.post("/subusers", keys(1_001)).code()).isEqualTo("invalid_json");
        assertThat(CALLER.post("/subusers", "{\"a\":-12345678901234567890}").code()).isEqualTo("validation_failed");
        assertThat(CALLER.post("/subusers", "{\"a\":" + "9".repeat(60_000) + "}").code()).isEqualTo("invalid_json");
        assertThat(CALLER.post("/subusers", "{\"concurrent_max\":1e999999999}").code())
                .isEqualTo("validation_failed");
    }

    private static String keys(int count) {
        return IntStream.range(0, count).mapToObj(i -> "\"k" + i + "\":1").collect(Collectors.joining(",", "{", "}"));
    }

    @Test
    void a_body_has_at_most_65536_bytes() {
        String right = "{}" + " ".repeat(65_534);

        assertThat(CALLER.post("/subusers", right).code()).isEqualTo("validation_failed");
        assertThat(CALLER.post("/subusers", right + " ").code()).isEqualTo("payload_too_large");
        Reply chunked = RawHttp.send(API.port(), head("Transfer-Encoding: chunked") + "10001\r\n" + right + "   \r\n");
        assertThat(chunked.status()).isEqualTo(413);
    }

    @Test
    void the_content_type_does_not_matter_and_a_content_encoding_does() {
        for (String type : new String[]{"text/plain", "application/xml", "multipart/form-data; boundary=x", "x",
            "application/json; charset=utf-16"}) {
            assertThat(CALLER.post("/subusers", "{\"colour\":1}", "Content-Type", type).faults()).as(type)
                    .contains("colour unknown_field");
        }
        for (String encoding : new String[]{"gzip", "identity", ""}) {
            Reply reply = CALLER.post("/subusers", "{}", "Content-Encoding", encoding);
            assertThat(reply.status()).as(encoding).isEqualTo(415);
            assertThat(reply.code()).isEqualTo("unsupported_encoding");
        }
    }

    @Test
    void a_body_that_breaks_off_or_has_malformed_chunks_is_no_failure_of_ours() {
        assertThat(RawHttp.send(API.port(), head("Content-Length: 10") + "{}").status()).isIn(0, 400);
        assertThat(RawHttp.send(API.port(), head("Transfer-Encoding: chunked") + "zz\r\n{}\r\n0\r\n\r\n").status())
                .isEqualTo(400);
        assertThat(RawHttp.send(API.port(), head("Transfer-Encoding: chunked") + "2\r\n{}").status()).isIn(0, 400);
    }

    private static String head(String header) {
        return "POST /v1/subusers HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer " + API.token
                + "\r\n" + header + "\r\n\r\n";
    }

    @Test
    void whatever_the_body_the_answer_is_never_a_failure_of_ours() {
        Random random = new Random(SEED);
        for (int round = 0; round < 3_000; round++) {
            byte[] body = mutated(RIGHT, random);

            Reply reply = CALLER.send("POST", "/subusers", body);

            assertThat(reply.status()).as("seed %s, round %s: %s", SEED, round, new String(body,
                    StandardCharsets.UTF_8))
                    .isLessThan(500);
        }
    }

    private static byte[] mutated(String text, Random random) {
        StringBuilder body = new StringBuilder(text);
        String[] pieces = {"\"", "{", "}", "[", "]", ":", ",", "null", "true", "1.5", "-0", "1e9", "\\u0000", "\\ud83d",
            "é", "\u0007", "{\"a\":{}}", "9999999999", "\"label\":\"x\","};
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            int at = random.nextInt(body.length() + 1);
            int to = Math.min(body.length(), at + random.nextInt(4));
            body.replace(at, to, random.nextBoolean() ? pieces[random.nextInt(pieces.length)] : "");
        }
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 0 && random.nextInt(5) == 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        return bytes;
    }
}
