package dev.tollgate.gateway.http1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectDecoder;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;
import java.util.Locale;

import static org.assertj.core.api.Assertions.assertThat;

/// Netty's codec as a second opinion: it forgives more than we may, so that all that we accept it must accept, and must
/// read in the same way. Whatever we refuse says nothing.
final class NettyOracle {

    private NettyOracle() {}

    /// A request: method, target, fields and framing are the same.
    ///
    /// @return whether we accepted it
    static boolean agreesOnRequest(String text) {
        if (!(Http1Properties.read(text) instanceof HeadReading.Complete(RequestHead head, int length))) {
            return false;
        }
        String message = text.substring(0, length);
        HttpRequest request = (HttpRequest) decoded(new HttpRequestDecoder(9_000, 70_000, 8_192), message);
        assertThat(request.method().name()).as(message).isEqualTo(head.method());
        assertThat(request.uri()).as(message).isEqualTo(message.strip().split(" ", 3)[1]);
        assertThat(Wire.nettyFields(request.headers())).as(message).isEqualTo(Wire.fields(head.fields()));
        assertSameFraming(request, head.framing());
        return true;
    }

    /// What goes to a target: one host and one framing.
    ///
    /// @return whether it is forwarded
    static boolean agreesOnForwarded(String text) {
        if (!(Http1Properties.read(text) instanceof HeadReading.Complete(RequestHead head, int _))
                || !(head.target() instanceof RequestTarget.Absolute)) {
            return false;
        }
        String written = Wire.written(
                out -> new RequestHeadWriter(Wire.RULES).write(head, "example.com", ConnectionField.UNSAID, out));
        HttpRequest request = (HttpRequest) decoded(new HttpRequestDecoder(9_000, 70_000, 8_192), written);
        assertThat(request.headers().getAll("Host")).as(written).singleElement().asString().startsWith("example.com");
        assertSameFraming(request, head.framing());
        return true;
    }

    /// An answer, and what a client is shown of it: status, fields and framing are the same.
    ///
    /// @return whether we accepted it
    static boolean agreesOnResponse(String text) {
        ResponseReading reading = new ResponseHeadParser(Wire.RULES).read(Wire.buffer(text), false);
        if (!(reading instanceof ResponseReading.Complete(ResponseHead head, int length))) {
            return false;
        }
        // Folded lines are ours to join: Netty has a way of its own.
        if (!text.contains("\r\n ") && !text.contains("\r\n\t")) {
            assertSameResponse(text.substring(0, length), head);
        }
        String written = Wire.written(out -> {
            new ResponseHeadWriter(Wire.RULES).begin(head, head.framing(), ConnectionField.UNSAID, out);
            FieldLines.end(out);
        });
        ResponseReading again = new ResponseHeadParser(Wire.RULES).read(Wire.buffer(written), false);
        assertThat(again).as(written).isInstanceOfSatisfying(ResponseReading.Complete.class,
                shown -> assertSameResponse(written, shown.head()));
        return true;
    }

    private static void assertSameResponse(String text, ResponseHead head) {
        HttpResponse response = (HttpResponse) decoded(new HttpResponseDecoder(9_000, 70_000, 8_192), text);
        assertThat(response.status().code()).as(text).isEqualTo(head.status());
        // Netty takes the framing out of answers that have no body.
        assertThat(withoutCoding(Wire.nettyFields(response.headers()))).as(text)
                .isEqualTo(withoutCoding(Wire.fields(head.fields())));
        if (head.framing() instanceof BodyFraming framing && !(framing instanceof BodyFraming.None)) {
            assertSameFraming(response, framing);
        }
    }

    private static List<String> withoutCoding(List<String> fields) {
        return fields.stream().filter(field -> !field.toLowerCase(Locale.ROOT).startsWith("transfer-encoding="))
                .toList();
    }

    /// Chunks, but for extensions: Netty reads them by their grammar, we bound and drop them unread.
    ///
    /// @return whether we accepted them
    static boolean agreesOnChunks(String text) {
        ByteBuf in = Wire.buffer(text);
        ChunkDecoder decoder = new ChunkDecoder();
        StringBuilder body = new StringBuilder();
        ChunkReading reading = decoder.read(in);
        while (reading instanceof ChunkReading.Data(ByteBuf bytes)) {
            body.append(Wire.text(bytes));
            bytes.release();
            reading = decoder.read(in);
        }
        if (!(reading instanceof ChunkReading.End) || text.indexOf(';') >= 0) {
            return false;
        }
        assertThat(nettyBody(text.substring(0, in.readerIndex()))).as(text).isEqualTo(body.toString());
        return true;
    }

    private static void assertSameFraming(HttpMessage message, BodyFraming framing) {
        assertThat(message.headers().getAll("Content-Length"))
                .as("%s", message).hasSize(framing instanceof BodyFraming.Length ? 1 : 0);
        if (framing instanceof BodyFraming.Length(long bytes)) {
            assertThat(HttpUtil.getContentLength(message, -1L)).as("%s", message).isEqualTo(bytes);
        }
        assertThat(HttpUtil.isTransferEncodingChunked(message)).as("%s", message)
                .isEqualTo(framing instanceof BodyFraming.Chunked);
    }

    private static HttpMessage decoded(HttpObjectDecoder decoder, String text) {
        EmbeddedChannel channel = new EmbeddedChannel(decoder);
        try {
            channel.writeInbound(Wire.buffer(text));
            HttpMessage message = channel.readInbound();
            assertThat(message).as(text).isNotNull();
            assertThat(message.decoderResult().isSuccess()).as(text + message.decoderResult()).isTrue();
            return message;
        } finally {
            channel.finishAndReleaseAll();
        }
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
