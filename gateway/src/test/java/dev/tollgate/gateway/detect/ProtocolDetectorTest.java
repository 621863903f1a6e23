package dev.tollgate.gateway.detect;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ProtocolDetectorTest {
    private static final Detection UNDECIDED = new Detection.Undecided();
    private static final Detection UNKNOWN = new Detection.Unknown();
    private static final String TOKEN = "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private static Detection detect(String hex, boolean insideTls) {
        ByteBuf bytes = Unpooled.wrappedBuffer(HexFormat.of().parseHex(hex));
        Detection found = ProtocolDetector.detect(bytes, insideTls);
        assertThat(bytes.readerIndex()).as("bytes used up").isZero();
        return found;
    }

    private static Detection text(String text) {
        return detect(HexFormat.of().formatHex(text.getBytes(StandardCharsets.ISO_8859_1)), false);
    }

    @Test
    void no_bytes_decide_nothing() {
        assertThat(detect("", false)).isEqualTo(UNDECIDED);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void one_byte_is_enough_for_socks(boolean insideTls) {
        assertThat(detect("05", insideTls)).isEqualTo(new Detection.Socks5());
        assertThat(detect("04", insideTls)).isEqualTo(new Detection.Socks4());
    }

    @Test
    void tls_takes_two_bytes() {
        assertThat(detect("16", false)).isEqualTo(UNDECIDED);
        assertThat(detect("1603", false)).isEqualTo(new Detection.Tls());
        assertThat(detect("160301", false)).isEqualTo(new Detection.Tls());
        assertThat(detect("1604", false)).isEqualTo(UNKNOWN);
    }

    @Test
    void tls_inside_tls_is_known_by_its_first_byte_and_not_spoken() {
        assertThat(detect("16", true)).isEqualTo(UNKNOWN);
        assertThat(detect("1603", true)).isEqualTo(UNKNOWN);
    }

    @Test
    void a_method_that_may_still_become_the_http2_preface_is_waited_for() {
        assertThat(text("P")).isEqualTo(UNDECIDED);
        assertThat(text("PR")).isEqualTo(UNDECIDED);
        assertThat(text("PRI")).isEqualTo(UNDECIDED);
        assertThat(text("PRI ")).isEqualTo(new Detection.Http2Preface());
    }

    @ParameterizedTest
    @ValueSource(strings = {"PU", "PRO", "PRIX", "PRI\t", "G", "GET / HTTP/1.1", "\r\nG", "\r\nP", "PROXY TCP4 "})
    void a_token_begins_http(String text) {
        assertThat(text(text)).isEqualTo(new Detection.Http());
    }

    @Test
    void one_empty_line_may_stand_in_front_of_http() {
        assertThat(text("\r")).isEqualTo(UNDECIDED);
        assertThat(text("\r\n")).isEqualTo(UNDECIDED);
        assertThat(text("\r\nG")).isEqualTo(new Detection.Http());
        assertThat(text("\r\n\r")).isEqualTo(UNKNOWN);
        assertThat(text("\r\n ")).isEqualTo(UNKNOWN);
        assertThat(text("\rG")).isEqualTo(UNKNOWN);
        assertThat(text("\nG")).isEqualTo(UNKNOWN);
    }

    static IntStream everyByte() {
        return IntStream.range(0, 256);
    }

    @ParameterizedTest
    @MethodSource("everyByte")
    void every_first_byte_leads_where_the_table_says(int first) {
        Detection expected = switch (first) {
            case 4 -> new Detection.Socks4();
            case 5 -> new Detection.Socks5();
            case 0x16, '\r', 'P' -> UNDECIDED;
            default -> TOKEN.indexOf(first) >= 0 ? new Detection.Http() : UNKNOWN;
        };

        assertThat(detect(HexFormat.of().toHexDigits((byte) first), false)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"05010002, 1", "0401005001020304, 1", "160301, 2", "504f5354, 2", "505249202a, 4", "0d0a474554, 3",
        "0d0a0d0a000d0a, 3", "474554, 1", "00ffff, 1"})
    void nothing_is_waited_for_that_the_choice_does_not_need(String hex, int needed) {
        DetectionProperties.check(HexFormat.of().parseHex(hex));
        assertThat(detect(hex.substring(0, 2 * needed - 2), false)).isEqualTo(UNDECIDED);
        assertThat(detect(hex.substring(0, 2 * needed), false)).isNotEqualTo(UNDECIDED);
    }
}
