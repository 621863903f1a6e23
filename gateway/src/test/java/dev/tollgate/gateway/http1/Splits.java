package dev.tollgate.gateway.http1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

import static org.assertj.core.api.Assertions.assertThat;

/// Feeds the same bytes whole, trickled and cut in two at every place, and holds a parser to one answer.
final class Splits {

    /// Heads longer than this are trickled, but not cut at every place.
    private static final int EVERY_SPLIT = 1_500;

    private Splits() {}

    /// One parser over one growing buffer; answers what the bytes amount to so far, and `""` while they are incomplete.
    interface Reader {
        String read(ByteBuf in);
    }

    static String sameForEverySplit(String text, Supplier<Reader> readers) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        String whole = feed(bytes, bytes.length, readers.get());

        assertThat(feed(bytes, 1, readers.get())).as("trickled").isEqualTo(whole);
        for (int cut = 1; cut < bytes.length && bytes.length <= EVERY_SPLIT; cut++) {
            assertThat(feed(bytes, cut, readers.get())).as("cut at " + cut).isEqualTo(whole);
        }
        return whole;
    }

    /// Bytes stand before the reader index, as they do when a connection has carried something already.
    private static String feed(byte[] bytes, int step, Reader reader) {
        ByteBuf in = Unpooled.buffer().writeBytes(new byte[]{'x', '\n', 0}).skipBytes(3);
        try {
            String answer = "";
            for (int at = 0; at < bytes.length && answer.isEmpty(); at += step) {
                in.writeBytes(bytes, at, Math.min(step, bytes.length - at));
                answer = reader.read(in);
            }
            return answer;
        } finally {
            in.release();
        }
    }

    static String request(HeadRules rules, String text) {
        return sameForEverySplit(text, () -> {
            RequestHeadParser parser = new RequestHeadParser(rules);
            return in -> describe(parser.read(in));
        });
    }

    static String response(String text, boolean answersHead) {
        return sameForEverySplit(text, () -> {
            ResponseHeadParser parser = new ResponseHeadParser(Wire.RULES);
            return in -> describe(parser.read(in, answersHead));
        });
    }

    static String describe(HeadReading reading) {
        return switch (reading) {
            case HeadReading.Incomplete _ -> "";
            case HeadReading.Malformed(HeadFault fault, String detail) -> fault + " " + detail;
            case HeadReading.Complete(RequestHead head, int length) -> String.join(" ", head.method(),
                    head.target().toString(), head.version().toString(), head.framing().toString(),
                    head.keepAlive() + "," + head.expectsContinue() + "," + head.wantsTrailers(),
                    head.maxForwards().toString(), head.tagCount() + "", fields(head.fields()), length + "");
        };
    }

    static String describe(ResponseReading reading) {
        return switch (reading) {
            case ResponseReading.Incomplete _ -> "";
            case ResponseReading.Malformed(String detail) -> "malformed " + detail;
            case ResponseReading.Complete(ResponseHead head, int length) -> String.join(" ", head.status() + "",
                    head.reason().text(), head.version().toString(), head.framing().toString(), head.keepAlive() + "",
                    fields(head.fields()), length + "");
        };
    }

    static String fields(FieldTable fields) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < fields.count(); i++) {
            text.append('[').append(fields.kind(i)).append(' ').append(fields.name(i).text()).append('=')
                    .append(fields.value(i).text()).append(']');
        }
        return text.toString();
    }
}
