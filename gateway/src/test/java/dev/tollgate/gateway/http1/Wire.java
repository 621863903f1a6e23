package dev.tollgate.gateway.http1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

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

    static List<String> fields(FieldTable fields) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < fields.count(); i++) {
            lines.add(fields.name(i).text() + "=" + fields.value(i).text());
        }
        return lines;
    }

    static List<String> nettyFields(HttpHeaders headers) {
        return headers.entries().stream().map(field -> field.getKey() + "=" + field.getValue()).toList();
    }

    /// What `write` puts into a buffer.
    static String written(Consumer<ByteBuf> write) {
        ByteBuf out = Unpooled.buffer();
        try {
            write.accept(out);
            return text(out);
        } finally {
            out.release();
        }
    }
}
