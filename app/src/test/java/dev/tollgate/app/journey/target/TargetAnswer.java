package dev.tollgate.app.journey.target;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Writes answers onto one connection.
///
/// @param out the connection
/// @param withoutBody for an answer to HEAD
record TargetAnswer(OutputStream out, boolean withoutBody) {
    private static final int PIECE = 1 << 16;

    void fixed(String status, byte[] body, String... fields) throws IOException {
        streamed(status, body.length, new ByteArrayInputStream(body), fields);
    }

    void text(String body, String... fields) throws IOException {
        fixed("200 OK", body.getBytes(StandardCharsets.ISO_8859_1), fields);
    }

    /// A body of known length.
    void streamed(String status, long length, InputStream body, String... fields) throws IOException {
        head(status, "Content-Length: " + length, fields);
        if (!withoutBody) {
            body.transferTo(out);
        }
        out.flush();
    }

    /// A body in chunks, each sent on its own.
    ///
    /// @param trailers what follows the last chunk
    void chunked(InputStream body, List<String> trailers) throws IOException {
        head("200 OK", "Transfer-Encoding: chunked");
        for (byte[] piece = body.readNBytes(PIECE); piece.length > 0; piece = body.readNBytes(PIECE)) {
            chunk(piece);
        }
        end(trailers);
    }

    void chunk(byte[] piece) throws IOException {
        var framed = new ByteArrayOutputStream(piece.length + 16);
        framed.writeBytes((Integer.toHexString(piece.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        framed.writeBytes(piece);
        framed.writeBytes(new byte[]{'\r', '\n'});
        framed.writeTo(out);
        out.flush();
    }

    void end(List<String> trailers) throws IOException {
        var last = new StringBuilder("0\r\n");
        trailers.forEach(trailer -> last.append(trailer).append("\r\n"));
        out.write(last.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    void head(String status, String framing, String... fields) throws IOException {
        var head = new StringBuilder("HTTP/1.1 " + status + "\r\n" + framing + "\r\n");
        for (String field : fields) {
            head.append(field).append("\r\n");
        }
        out.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    }
}
