package dev.tollgate.gateway.http1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// Netty's codec as a second opinion: it forgives more than we may, so that all that we accept it must accept, and must
/// read in the same way.
class NettyDifferentialTest {

    private static final int ROUNDS = 20_000;

    private final Random random = new Random(4_217);

    @Test
    void netty_reads_every_request_that_we_accept_in_the_same_way() {
        int accepted = 0;
        for (int round = 0; round < ROUNDS; round++) {
            String text = Corpus.mutated(Corpus.REQUESTS, random);
            if (Http1Properties.read(text) instanceof HeadReading.Complete(RequestHead head, int length)) {
                assertSameRequest(text.substring(0, length), head);
                accepted++;
            }
        }
        assertThat(accepted).isGreaterThan(ROUNDS / 10);
    }

    @Test
    void netty_sees_one_host_and_one_framing_in_every_request_that_we_forward() {
        int forwarded = 0;
        for (int round = 0; round < ROUNDS; round++) {
            String text = Corpus.mutated(Corpus.REQUESTS, random);
            if (Http1Properties.read(text) instanceof HeadReading.Complete(RequestHead head, int _)
                    && head.target() instanceof RequestTarget.Absolute) {
                assertForwardedOnce(head);
                forwarded++;
            }
        }
        assertThat(forwarded).isGreaterThan(ROUNDS / 10);
    }

    @Test
    void netty_reads_every_answer_that_we_accept_in_the_same_way() {
        int accepted = 0;
        for (int round = 0; round < ROUNDS; round++) {
            String text = Corpus.mutated(Corpus.RESPONSES, random);
            if (new ResponseHeadParser(Wire.RULES).read(Wire.buffer(text),
                    false) instanceof ResponseReading.Complete(ResponseHead head, int _)) {
                assertSameResponse(head);
                accepted++;
            }
        }
        assertThat(accepted).isGreaterThan(ROUNDS / 10);
    }

    /// But for extensions, which Netty reads by their grammar; we bound and drop them unread.
    @Test
    void netty_decodes_all_chunks_that_we_accept_to_the_same_body() {
        int accepted = 0;
        for (int round = 0; round < ROUNDS; round++) {
            String text = Corpus.mutated(Corpus.CHUNKS, random);
            ByteBuf in = Wire.buffer(text);
            String body = decoded(in);
            if (body.startsWith("body ") && text.indexOf(';') < 0) {
                assertThat("body " + nettyBody(text.substring(0, in.readerIndex()))).as(text).isEqualTo(body);
                accepted++;
            }
        }
        assertThat(accepted).isGreaterThan(ROUNDS / 20);
    }

    private static void assertSameRequest(String text, RequestHead head) {
        EmbeddedChannel channel = new EmbeddedChannel(new HttpRequestDecoder(9_000, 70_000, 8_192));
        try {
            channel.writeInbound(Wire.buffer(text));
            HttpRequest request = channel.readInbound();

            assertThat(request.decoderResult().isSuccess()).as(text + request.decoderResult()).isTrue();
            assertThat(request.method().name()).as(text).isEqualTo(head.method());
            assertThat(request.uri()).as(text).isEqualTo(text.strip().split(" ", 3)[1]);
            assertThat(Wire.nettyFields(request.headers())).as(text).isEqualTo(Wire.fields(head.fields()));
        } finally {
            channel.finishAndReleaseAll();
        }
    }

    private static void assertForwardedOnce(RequestHead head) {
        String written = Wire.written(
                out -> new RequestHeadWriter(Wire.RULES).write(head, "example.com", ConnectionField.UNSAID, out));
        EmbeddedChannel channel = new EmbeddedChannel(new HttpRequestDecoder(9_000, 70_000, 8_192));
        try {
            channel.writeInbound(Wire.buffer(written));
            HttpRequest request = channel.readInbound();

            assertThat(request.decoderResult().isSuccess()).as(written + request.decoderResult()).isTrue();
            assertThat(request.headers().getAll("Host")).as(written).singleElement().asString().startsWith(
                    "example.com");
            assertThat(request.headers().getAll("Content-Length")).as(written)
                    .isEqualTo(head.framing() instanceof BodyFraming.Length(long bytes)
                            ? List.of(Long.toString(bytes))
                            : List.of());
            assertThat(request.headers().getAll("Transfer-Encoding")).as(written)
                    .isEqualTo(head.framing() instanceof BodyFraming.Chunked ? List.of("chunked") : List.of());
        } finally {
            channel.finishAndReleaseAll();
        }
    }

    /// Netty is shown what a client is shown: the cleaned answer.
    private static void assertSameResponse(ResponseHead head) {
        String written = Wire.written(out -> {
            new ResponseHeadWriter(Wire.RULES).begin(head, head.framing(), ConnectionField.UNSAID, out);
            FieldLines.end(out);
        });
        EmbeddedChannel channel = new EmbeddedChannel(new HttpResponseDecoder(9_000, 70_000, 8_192));
        try {
            channel.writeInbound(Wire.buffer(written));
            HttpResponse response = channel.readInbound();

            assertThat(response.decoderResult().isSuccess()).as(written + response.decoderResult()).isTrue();
            assertThat(response.status().code()).isEqualTo(head.status());
        } finally {
            channel.finishAndReleaseAll();
        }
    }

    private static String decoded(ByteBuf in) {
        ChunkDecoder decoder = new ChunkDecoder();
        StringBuilder body = new StringBuilder();
        ChunkReading reading = decoder.read(in);
        while (reading instanceof ChunkReading.Data(ByteBuf bytes)) {
            body.append(Wire.text(bytes));
            bytes.release();
            reading = decoder.read(in);
        }
        return reading instanceof ChunkReading.End ? "body " + body : "";
    }

    private static String nettyBody(String chunks) {
        EmbeddedChannel channel = new EmbeddedChannel(new HttpRequestDecoder(9_000, 70_000, 8_192));
        try {
            String head = Wire.post("Transfer-Encoding: chunked");
            channel.writeInbound(Unpooled.wrappedBuffer(Wire.buffer(head), Wire.buffer(chunks)));
            StringBuilder body = new StringBuilder();
            Object last = "";
            for (Object part : List.copyOf(channel.inboundMessages())) {
                if (part instanceof HttpContent content) {
                    assertThat(content.decoderResult().isSuccess()).as(chunks + content.decoderResult()).isTrue();
                    body.append(Wire.text(content.content()));
                }
                last = part;
            }
            assertThat(last).as(chunks).isInstanceOf(LastHttpContent.class);
            return body.toString();
        } finally {
            channel.finishAndReleaseAll();
        }
    }
}
