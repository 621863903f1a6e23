package dev.tollgate.control.http;

import dev.tollgate.control.input.Problem;
import dev.tollgate.control.route.Answer;
import dev.tollgate.domain.traffic.RequestId;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Map;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/// Makes bytes of answers. Thread-safe.
final class AnswerWriter {

    static final String REQUEST_ID = "X-Request-Id";
    static final String JSON = "application/json";

    private static final byte[] NOTHING = {};
    private static final Logger LOG = LoggerFactory.getLogger(AnswerWriter.class);

    private final JsonMapper mapper = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY).build();

    void write(Answer answer, Call call, Context context) {
        RequestId id = call.id();
        context.header(REQUEST_ID, id.value()).header("Cache-Control", "no-store").contentType(JSON);
        call.owed().forEach(context::header);
        switch (answer) {
            case Answer.Shown(int status, Object view, Map<String, String> headers) ->
                write(status, headers, mapper.writeValueAsBytes(view), context);
            case Answer.Bare(int status, Map<String, String> headers) -> write(status, headers, NOTHING, context);
            case Answer.Document(String mediaType, byte[] bytes) ->
                write(200, Map.of(), bytes, context.contentType(mediaType));
            case Answer.Streamed(String mediaType, Map<String, String> headers, Answer.Content content) -> {
                write(200, headers, NOTHING, context.contentType(mediaType));
                stream(content, id, context);
            }
            case Answer.Refused(Problem problem) -> write(problem.error().status(), problem.headers(),
                    mapper.writeValueAsBytes(ErrorView.of(problem, id)), context);
        }
    }

    private static void write(int status, Map<String, String> headers, byte[] body, Context context) {
        context.status(status);
        headers.forEach(context::header);
        if (body.length > 0) {
            context.result(body);
        }
    }

    private static void stream(Answer.Content content, RequestId id, Context context) {
        if (context.req().getMethod().equals("HEAD")) {
            return;
        }
        try {
            content.writeTo(context.outputStream());
        } catch (IOException e) {
            LOG.debug("{} was not read to its end.", id, e);
        } catch (RuntimeException e) {
            LOG.error("{} broke off.", id, e);
            // A file that ends in order would pass for a whole one.
            ServletContextRequest.getServletContextRequest(context.req()).getServletChannel().abort(e);
        }
    }

    byte[] json(ErrorView view) {
        return mapper.writeValueAsBytes(view);
    }
}
