package dev.tollgate.control.http;

import dev.tollgate.control.input.Problem;
import dev.tollgate.control.route.Answer;
import dev.tollgate.domain.traffic.RequestId;
import io.javalin.http.Context;
import java.util.Map;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/// Makes bytes of answers. Thread-safe.
final class AnswerWriter {

    static final String REQUEST_ID = "X-Request-Id";
    static final String JSON = "application/json";

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
            case Answer.Bare(int status, Map<String, String> headers) -> write(status, headers, new byte[0], context);
            case Answer.Document(String mediaType, byte[] bytes) ->
                write(200, Map.of(), bytes, context.contentType(mediaType));
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

    byte[] json(ErrorView view) {
        return mapper.writeValueAsBytes(view);
    }
}
