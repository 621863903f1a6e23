package dev.tollgate.control.http;

import dev.tollgate.domain.traffic.RequestId;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/// Words the errors that Jetty finds before a request reaches us, such as bytes that are no HTTP, like all others: no page,
/// no stack trace. Thread-safe.
final class JettyErrors extends ErrorHandler {

    private final Supplier<RequestId> ids;
    private final AnswerWriter writer;

    JettyErrors(Supplier<RequestId> ids, AnswerWriter writer) {
        this.ids = ids;
        this.writer = writer;
    }

    @Override
    protected void generateResponse(Request request, Response response, int status, @Nullable String message,
            @Nullable Throwable cause, Callback callback) {
        RequestId id = ids.get();
        String reason = HttpStatus.getMessage(status);
        // The names of statuses as codes: such an answer is about HTTP, and no row of the catalogue is.
        ErrorView view = new ErrorView(reason.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "_"), reason + ".",
                id.value(), List.of());
        response.getHeaders().put(AnswerWriter.REQUEST_ID, id.value());
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, AnswerWriter.JSON);
        response.write(true, ByteBuffer.wrap(writer.json(view)), callback);
    }
}
