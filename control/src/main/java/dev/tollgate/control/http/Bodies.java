package dev.tollgate.control.http;

import dev.tollgate.control.input.JsonReading;
import dev.tollgate.control.input.Problem;
import dev.tollgate.control.input.StrictJson;
import dev.tollgate.domain.error.ApiError;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.http.HttpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/// Reads the body of a request: never more of it than may be in it. Thread-safe.
///
/// In two steps, since whether a request is a repetition is judged by the bytes of its body, before what they say (A§1.3).
final class Bodies {
    /// What is read of a body that is too large, and thrown away.
    private static final int MOST_DROPPED = 1 << 20;
    private static final Logger LOG = LoggerFactory.getLogger(Bodies.class);

    private final StrictJson json = new StrictJson();

    /// What arrived.
    sealed interface Received {

        /// @param bytes all of them; none if there was no body
        record Whole(byte[] bytes) implements Received {}

        /// Its bytes are not known.
        record Unreadable(Problem problem) implements Received {}
    }

    /// What the bytes said.
    sealed interface Body {

        record Read(ObjectNode object) implements Body {}

        record Refused(Problem problem) implements Body {}
    }

    Received receive(HttpServletRequest request) {
        if (request.getHeader("Content-Encoding") != null) {
            return new Received.Unreadable(Problem.of(ApiError.UNSUPPORTED_ENCODING));
        }
        try {
            if (request.getContentLengthLong() > StrictJson.MAX_BYTES) {
                return tooLarge(request);
            }
            byte[] bytes = request.getInputStream().readNBytes(StrictJson.MAX_BYTES + 1);
            return bytes.length > StrictJson.MAX_BYTES ? tooLarge(request) : new Received.Whole(bytes);
        } catch (IOException | HttpException.RuntimeException e) {
            // The caller broke off, or its chunks are malformed.
            return new Received.Unreadable(invalid("The body did not arrive whole."));
        }
    }

    Body read(Received received) {
        return switch (received) {
            case Received.Unreadable(Problem problem) -> new Body.Refused(problem);
            case Received.Whole(byte[] bytes) -> switch (json.read(bytes)) {
                case JsonReading.Parsed(ObjectNode object) -> new Body.Read(object);
                case JsonReading.Invalid(String why) -> new Body.Refused(invalid(why));
            };
        };
    }

    private static Received tooLarge(HttpServletRequest request) {
        // Who waits for leave to send has sent nothing.
        if (request.getHeader("Expect") == null) {
            drop(request);
        }
        return new Received.Unreadable(
                Problem.of(ApiError.PAYLOAD_TOO_LARGE).withHeaders(Map.of("Connection", "close")));
    }

    /// A connection that is closed with bytes unread is reset, and the reset may eat the answer.
    private static void drop(HttpServletRequest request) {
        byte[] dropped = new byte[8 * 1024];
        int left = MOST_DROPPED;
        try {
            InputStream rest = request.getInputStream();
            for (int read = 0; read >= 0 && left > 0; left -= read) {
                read = rest.read(dropped);
            }
        } catch (IOException | HttpException.RuntimeException e) {
            LOG.debug("the rest of a body that is too large did not arrive whole", e);
        }
    }

    private static Problem invalid(String why) {
        return new Problem(ApiError.INVALID_JSON, why, List.of(), Map.of());
    }
}
