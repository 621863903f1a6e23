package dev.tollgate.gateway.http1;

import io.netty.buffer.ByteBuf;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class ChunkDecoderTest {

    /// The body and what stands behind it, or the fault; the same for every split.
    static String decoded(String text) {
        return Splits.sameForEverySplit(text, () -> {
            ChunkDecoder decoder = new ChunkDecoder();
            StringBuilder body = new StringBuilder();
            return in -> decode(decoder, in, body);
        });
    }

    private static String decode(ChunkDecoder decoder, ByteBuf in, StringBuilder body) {
        ChunkReading reading = decoder.read(in);
        while (reading instanceof ChunkReading.Data(ByteBuf bytes)) {
            body.append(Wire.text(bytes));
            bytes.release();
            reading = decoder.read(in);
        }
        return switch (reading) {
            case ChunkReading.Malformed(String detail) -> "malformed " + detail;
            case ChunkReading.End _ -> "body " + body;
            case ChunkReading.NeedsMore _,ChunkReading.Data _ -> "";
        };
    }

    @Test
    void chunks_become_the_body() {
        assertThat(decoded("5\r\nhello\r\n00A\r\n, world!!!\r\n0\r\n\r\n")).isEqualTo("body hello, world!!!");
        assertThat(decoded("0\r\n\r\n")).isEqualTo("body ");
        assertThat(decoded("000000000000001\r\nx\r\n000000000000000\r\n\r\n")).isEqualTo("body x");
        assertThat(decoded("aB\r\n" + "y".repeat(0xab) + "\r\n0\r\n\r\n")).isEqualTo("body " + "y".repeat(0xab));
    }

    @Test
    void extensions_and_trailers_are_dropped() {
        assertThat(decoded("1;a=b;c=\"d;\"\r\nx\r\n0;e\r\nA: b\r\nX-Helodata-Tag:\r\nB:\tc \r\n\r\n")).isEqualTo(
                "body x");
        assertThat(decoded("1 \t;a\r\nx\r\n0\r\n\r\n")).isEqualTo("body x");
        assertThat(decoded("1;" + "a".repeat(4_095) + "\r\nx\r\n0\r\n\r\n")).isEqualTo("body x");
        assertThat(decoded("0\r\nA: " + "a".repeat(8_187) + "\r\n\r\n")).isEqualTo("body ");
    }

    @Test
    void what_stands_behind_the_body_is_left() {
        ByteBuf in = Wire.buffer("0\r\n\r\nGET");

        assertThat(new ChunkDecoder().read(in)).isEqualTo(new ChunkReading.End());
        assertThat(Wire.text(in)).isEqualTo("GET");
    }

    @Test
    void data_is_a_slice_and_not_a_copy() {
        ByteBuf in = Wire.buffer("5\r\nhel");
        ChunkDecoder decoder = new ChunkDecoder();

        assertThat(decoder.read(in)).isInstanceOfSatisfying(ChunkReading.Data.class, data -> {
            assertThat(data.bytes().array()).isSameAs(in.array());
            data.bytes().release();
        });
        assertThat(decoder.read(in)).isEqualTo(new ChunkReading.NeedsMore());
        assertThat(in.refCnt()).isOne();
    }

    @Test
    void a_cut_body_never_ends() {
        String text = "5;a\r\nhello\r\n0\r\nA: b\r\n\r\n";

        for (int cut = 0; cut < text.length(); cut++) {
            assertThat(decoded(text.substring(0, cut))).isEmpty();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformed")
    void chunks_against_the_rules_are_refused(String why, String text) {
        assertThat(decoded(text)).startsWith("malformed ").matches("[ -~]{1,200}").endsWith(".");
    }

    static Stream<Arguments> malformed() {
        return Stream.of(arguments("no size", "\r\nx\r\n0\r\n\r\n"), arguments("a size that is no number", "g\r\n"),
                arguments("16 digits", "0000000000000001\r\nx\r\n"), arguments("a prefix of 0x", "0x1\r\nx\r\n"),
                arguments("a sign", "+1\r\nx\r\n"), arguments("a minus", "-1\r\nx\r\n"),
                arguments("white space before the size", " 1\r\nx\r\n"),
                arguments("white space behind the size", "1 \r\nx\r\n"),
                arguments("white space and a digit", "1 1\r\nx\r\n"), arguments("an underscore", "1_0\r\nx\r\n"),
                arguments("an extension without semicolon", "1a=b\r\nx\r\n"),
                arguments("a bare LF behind the size", "1\nx\r\n"), arguments("a bare CR behind the size", "1\rx\r\n"),
                arguments("a bare LF in an extension", "1;a\nx\r\n0\r\n\r\n"),
                arguments("a bare CR in an extension", "1;a\rb\r\nx\r\n"),
                arguments("NUL in an extension", "1;a\0\r\nx\r\n"),
                arguments("a vertical tab behind the size", "1\u000b\r\nx\r\n"),
                arguments("an extension of 4097 bytes", "1;" + "a".repeat(4_096) + "\r\nx\r\n"),
                arguments("white space of 4097 bytes", "1" + " ".repeat(4_097) + ";\r\nx\r\n"),
                arguments("a bare LF behind the data", "1\r\nx\n0\r\n\r\n"),
                arguments("a bare CR behind the data", "1\r\nx\rX0\r\n\r\n"),
                arguments("nothing behind the data", "1\r\nx0\r\n\r\n"),
                arguments("more data than announced", "1\r\nxy\r\n0\r\n\r\n"),
                arguments("a bare LF behind the last chunk", "0\n\n"), arguments("a bare LF at the end", "0\r\n\n"),
                arguments("a bare CR at the end", "0\r\n\rx"), arguments("a trailer without colon", "0\r\nA\r\n\r\n"),
                arguments("a trailer without name", "0\r\n: b\r\n\r\n"),
                arguments("a space before the colon of a trailer", "0\r\nA : b\r\n\r\n"),
                arguments("a folded trailer", "0\r\nA: b\r\n c\r\n\r\n"),
                arguments("a bare LF in a trailer", "0\r\nA: b\nC: d\r\n\r\n"),
                arguments("a bare CR in a trailer", "0\r\nA: b\rC\r\n\r\n"),
                arguments("NUL in a trailer", "0\r\nA: \0\r\n\r\n"),
                arguments("a request for a trailer", "0\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n"),
                arguments("trailers of 8193 bytes", "0\r\nA: " + "a".repeat(8_188) + "\r\n\r\n"),
                arguments("many trailers", "0\r\n" + "A: b\r\n".repeat(1_366) + "\r\n"));
    }

    @Test
    void a_fault_is_final() {
        ChunkDecoder decoder = new ChunkDecoder();
        decoder.read(Wire.buffer("x"));

        assertThat(decoder.read(Wire.buffer("0\r\n\r\n"))).isInstanceOf(ChunkReading.Malformed.class);
    }

    @Test
    void what_we_write_is_read_again() {
        String text = Wire.written(out -> {
            ChunkLines.start(out, 0x1f);
            out.writeBytes(new byte[0x1f]);
            ChunkLines.finish(out);
            ChunkLines.last(out);
            FieldLines.append(out, "X-Helodata-Bytes-Out", 5);
            FieldLines.end(out);
        });

        assertThat(text).startsWith("1f\r\n").endsWith("\r\n0\r\nX-Helodata-Bytes-Out: 5\r\n\r\n");
        assertThat(decoded(text)).hasSize("body ".length() + 0x1f);
        assertThatThrownBy(() -> ChunkLines.start(Wire.buffer(""), 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
