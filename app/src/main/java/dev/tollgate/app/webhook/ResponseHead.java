package dev.tollgate.app.webhook;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads of a response what a sender of events wants to know: its status. Everything is bounded: a receiver is a stranger.
final class ResponseHead {
    /// Of all heads together.
    private static final int MOST_BYTES = 16 * 1024;
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] ([1-9][0-9]{2})(?: [^\\r\\n]*)?");

    private final InputStream in;
    private int left = MOST_BYTES;

    private ResponseHead(InputStream in) {
        this.in = in;
    }

    /// The status of the final response; interim ones (1xx) are passed over.
    ///
    /// @return empty if what comes is no HTTP/1 response, or a head without end
    static Optional<Integer> status(InputStream in) throws IOException {
        ResponseHead head = new ResponseHead(in);
        while (true) {
            Optional<String> line = head.line();
            Optional<Integer> status = line.map(STATUS_LINE::matcher).filter(Matcher::matches)
                    .map(matched -> Integer.valueOf(matched.group(1)));
            if (status.isEmpty() || status.get() >= 200) {
                return status;
            }
            if (!head.skipFields()) {
                return Optional.empty();
            }
        }
    }

    private boolean skipFields() throws IOException {
        while (true) {
            Optional<String> line = line();
            if (line.isEmpty() || line.get().isEmpty()) {
                return line.isPresent();
            }
        }
    }

    /// Without its end; empty once too much was read.
    private Optional<String> line() throws IOException {
        StringBuilder line = new StringBuilder();
        while (left > 0) {
            int c = in.read();
            left--;
            if (c < 0) {
                throw new EOFException("the receiver hung up");
            }
            if (c == '\n') {
                int length = line.length();
                boolean carriage = length > 0 && line.charAt(length - 1) == '\r';
                return Optional.of(carriage ? line.substring(0, length - 1) : line.toString());
            }
            line.append((char) c);
        }
        return Optional.empty();
    }

    /// A request as bytes.
    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
