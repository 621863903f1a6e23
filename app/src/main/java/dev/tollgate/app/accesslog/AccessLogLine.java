package dev.tollgate.app.accesslog;

import dev.tollgate.domain.traffic.ExchangeRecord;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/// The JSON of one line; field names as in `GET /requests/{id}` (A§6). Never a password, header, query or body; values are cut at
/// 256 characters. Confined to the writing thread.
final class AccessLogLine {
    private static final int LONGEST = 256;

    /// ASCII alone, so that no byte of a client's choosing reaches a terminal or breaks a line.
    private final JsonFactory json = JsonFactory.builder().characterEscapes(new EscapedControls())
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
    private final String node;

    AccessLogLine(String node) {
        this.node = node;
    }

    /// @param dropped lines lost since the last one that was written
    byte[] of(ExchangeRecord ended, long dropped) {
        var text = new StringWriter(512);
        try (JsonGenerator out = json.createGenerator(ObjectWriteContext.empty(), text)) {
            out.writeStartObject();
            out.writeStringProperty("id", ended.requestId().value());
            out.writeStringProperty("at", ended.startedAt().truncatedTo(ChronoUnit.MILLIS).toString());
            out.writeStringProperty("node", node);
            out.writeStringProperty("protocol", ended.protocol().label());
            out.writeBooleanProperty("tls", ended.tls());
            out.writeStringProperty("source_ip", ended.source().toString());
            caller(out, ended.caller());
            text(out, "method", ended.method());
            text(out, "target", ended.target());
            text(out, "tag", ended.tag());
            // Nothing has a session yet.
            out.writeNullProperty("session_id");
            text(out, "exit_id", ended.exit().map(Object::toString));
            outcome(out, ended);
            out.writeNumberProperty("duration_ms", ended.duration().toMillis());
            out.writeNumberProperty("bytes_in", ended.bytesIn());
            out.writeNumberProperty("bytes_out", ended.bytesOut());
            if (dropped > 0) {
                out.writeNumberProperty("lines_dropped", dropped);
            }
            out.writeEndObject();
        }
        return text.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void caller(JsonGenerator out, ExchangeRecord.Caller caller) {
        text(out, "subuser", caller.subUser().map(Object::toString));
        text(out, "subuser_name", caller.subUserName());
        text(out, "product", caller.product().map(product -> product.slug()));
        text(out, "username", caller.username());
    }

    private static void outcome(JsonGenerator out, ExchangeRecord ended) {
        out.writeStringProperty("outcome", ended.error().isPresent() ? "refused" : "served");
        if (ended.httpStatus().isPresent()) {
            out.writeNumberProperty("http_status", ended.httpStatus().getAsInt());
        } else {
            out.writeNullProperty("http_status");
        }
        text(out, "code", ended.code());
        ended.trueCode().ifPresent(cause -> out.writeStringProperty("true_code", cause.code()));
        if (!ended.delayed().isZero()) {
            out.writeNumberProperty("delayed_ms", ended.delayed().toMillis());
        }
        out.writeStringProperty("ending", ended.ending().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    private static void text(JsonGenerator out, String name, Optional<String> value) {
        if (value.isPresent()) {
            String whole = value.get();
            out.writeStringProperty(name, whole.codePointCount(0, whole.length()) > LONGEST
                    ? whole.substring(0, whole.offsetByCodePoints(0, LONGEST))
                    : whole);
        } else {
            out.writeNullProperty(name);
        }
    }
}
