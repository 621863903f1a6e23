package dev.tollgate.app.journey.target;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One request as the target read it; its body is still on the wire.
///
/// @param line the request line
/// @param fields in the order and spelling in which they came
public record TargetRequest(String line, List<String> fields, InputStream body) {
    public TargetRequest {
        fields = List.copyOf(fields);
    }

    /// Reads the next head, if another one comes.
    static Optional<TargetRequest> read(InputStream in) throws IOException {
        Optional<String> line = line(in);
        if (line.isEmpty()) {
            return Optional.empty();
        }
        List<String> fields = new ArrayList<>();
        for (String field = needed(in); !field.isEmpty(); field = needed(in)) {
            fields.add(field);
        }
        var head = new TargetRequest(line.get(), fields, InputStream.nullInputStream());
        return Optional.of(new TargetRequest(line.get(), fields, TargetBody.of(head, in)));
    }

    String method() {
        return line.substring(0, line.indexOf(' '));
    }

    /// Path and query.
    String path() {
        return line.split(" ", -1)[1];
    }

    Optional<String> field(String name) {
        return fields.stream().filter(field -> field.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(field -> field.substring(name.length() + 1).strip()).findFirst();
    }

    boolean keepAlive() {
        String wish = field("connection").orElse(line.endsWith("/1.0") ? "close" : "keep-alive");
        return !wish.equalsIgnoreCase("close");
    }

    static String needed(InputStream in) throws IOException {
        return line(in).orElseThrow(() -> new EOFException("within a head"));
    }

    private static Optional<String> line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                return Optional.empty();
            }
            line.append((char) next);
        }
        String text = line.toString();
        return Optional.of(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
    }

    byte[] head() {
        return (line + "\n" + String.join("\n", fields) + "\n\n").getBytes(StandardCharsets.ISO_8859_1);
    }
}
