package dev.tollgate.gateway.http1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/// Heads and bodies as the tests spell them: one character, one byte.
final class Wire {

    static final HeadRules RULES = HeadRules.withoutVia("X-Helodata-");
    static final HeadRules RULES_WITH_VIA = new HeadRules("X-Helodata-", "tollgate");

    private Wire() {}

    /// A head of a start line and fields, each ended by CRLF, and the empty line.
    static String head(String startLine, String... fields) {
        StringBuilder head = new StringBuilder(startLine).append("\r\n");
        for (String field : fields) {
            head.append(field).append("\r\n");
        }
        return head.append("\r\n").toString();
    }

    /// A GET that is fine, but for what the further fields do to it.
    static String get(String... fields) {
        String[] all = new String[fields.length + 1];
        all[0] = "Host: example.com";
        System.arraycopy(fields, 0, all, 1, fields.length);
        return head("GET http://example.com/ HTTP/1.1", all);
    }

    static String post(String... fields) {
        return get(fields).replaceFirst("GET", "POST");
    }

    static ByteBuf buffer(String text) {
        return Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    static String text(ByteBuf buffer) {
        return buffer.toString(StandardCharsets.ISO_8859_1);
    }

    /// What `write` puts into a buffer.
    static String written(java.util.function.Consumer<ByteBuf> write) {
        ByteBuf out = Unpooled.buffer();
        try {
            write.accept(out);
            return text(out);
        } finally {
            out.release();
        }
    }
}
