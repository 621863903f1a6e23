package dev.tollgate.gateway.http1;

import dev.tollgate.gateway.http1.RequestTarget.Absolute;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/// What holds for any bytes at all; the fuzz targets and the seeded mutations both ask it.
final class Http1Properties {

    private static final Set<FieldKind> NEVER_UPSTREAM = Set.of(FieldKind.CONNECTION, FieldKind.PROXY_CONNECTION,
            FieldKind.KEEP_ALIVE, FieldKind.TE, FieldKind.TRAILER, FieldKind.UPGRADE, FieldKind.HTTP2_SETTINGS,
            FieldKind.PROXY_AUTHORIZATION, FieldKind.PROXY_AUTHENTICATE, FieldKind.CREDENTIAL_LOOKALIKE, FieldKind.TAG,
            FieldKind.OWN);

    private static final Set<FieldKind> NEVER_DOWNSTREAM = Set.of(FieldKind.CONNECTION, FieldKind.PROXY_CONNECTION,
            FieldKind.KEEP_ALIVE, FieldKind.TE, FieldKind.TRAILER, FieldKind.UPGRADE, FieldKind.PROXY_AUTHENTICATE,
            FieldKind.PROXY_AUTHENTICATION_INFO, FieldKind.TAG, FieldKind.OWN);

    private Http1Properties() {}

    /// A request is answered alike however it is split; what is forwarded of it parses, is framed as it was and holds
    /// nothing that must not pass.
    static void checkRequest(String text) {
        Splits.request(Wire.RULES, text);
        if (read(text) instanceof HeadReading.Complete(RequestHead head, int length)
                && head.target() instanceof Absolute target) {
            assertThat(text.substring(0, length)).endsWith("\r\n\r\n");
            checkForwarded(head, target);
        }
    }

    private static void checkForwarded(RequestHead head, Absolute target) {
        String written = Wire.written(
                out -> new RequestHeadWriter(Wire.RULES).write(head, "example.com", ConnectionField.UNSAID, out));
        // As a server sees it, but for the target, which only this proxy wants to be absolute.
        String asProxied = written.replaceFirst(" [^ ]+", " http://example.com/");
        assertThat(written).doesNotContain("\n ").doesNotContain("\n\t");
        assertThat(read(asProxied)).isInstanceOfSatisfying(HeadReading.Complete.class, again -> {
            assertThat(again.length()).isEqualTo(asProxied.length());
            assertThat(again.head().method()).isEqualTo(head.method());
            assertThat(again.head().framing()).isEqualTo(head.framing());
            assertThat(again.head().version()).isEqualTo(HttpVersion.HTTP_1_1);
            assertHoldsNone(again.head().fields(), NEVER_UPSTREAM);
        });
        assertThat(target.hostText()).isNotEmpty();
        assertThat(namedByConnection(head.fields())).noneMatch(name -> written.toLowerCase(Locale.ROOT)
                .contains("\n" + name.toLowerCase(Locale.ROOT) + ":"));
    }

    /// An answer is read alike however it is split; what a client gets of it is strict and holds nothing that must not
    /// pass.
    static void checkResponse(String text, boolean answersHead) {
        Splits.response(text, answersHead);
        ResponseReading reading = new ResponseHeadParser(Wire.RULES).read(Wire.buffer(text), answersHead);
        if (reading instanceof ResponseReading.Complete(ResponseHead head, int _)) {
            checkPassedOn(head, answersHead, HttpVersion.HTTP_1_1);
            checkPassedOn(head, answersHead, HttpVersion.HTTP_1_0);
        }
    }

    private static void checkPassedOn(ResponseHead head, boolean answersHead, HttpVersion client) {
        ResponseFraming framing = head.framing().toward(client);
        String written = Wire.written(out -> {
            new ResponseHeadWriter(Wire.RULES).begin(head, framing, ConnectionField.UNSAID, out);
            FieldLines.end(out);
        });
        assertThat(written).doesNotContain("\n ").doesNotContain("\n\t");
        assertThat(new ResponseHeadParser(Wire.RULES).read(Wire.buffer(written), answersHead))
                .isInstanceOfSatisfying(ResponseReading.Complete.class, again -> {
                    assertThat(again.length()).isEqualTo(written.length());
                    assertThat(again.head().status()).isEqualTo(head.status());
                    assertThat(again.head().framing()).isEqualTo(framing);
                    assertHoldsNone(again.head().fields(), NEVER_DOWNSTREAM);
                });
    }

    /// Chunks are decoded alike however they are split.
    static void checkChunks(String text) {
        ChunkDecoderTest.decoded(text);
    }

    static HeadReading read(String text) {
        return new RequestHeadParser(Wire.RULES).read(Wire.buffer(text));
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static List<String> namedByConnection(FieldTable fields) {
        return IntStream.range(0, fields.count())
                .filter(i -> fields.kind(i) == FieldKind.NAMED_BY_CONNECTION).mapToObj(i -> fields.name(i).text())
                .toList();
    }

    private static void assertHoldsNone(FieldTable fields, Set<FieldKind> kinds) {
        for (int i = 0; i < fields.count(); i++) {
            assertThat(kinds).doesNotContain(fields.kind(i));
        }
    }
}
