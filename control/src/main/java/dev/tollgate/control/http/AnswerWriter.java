package dev.tollgate.control.http;

import dev.tollgate.control.input.Problem;
import dev.tollgate.control.route.Answer;
import dev.tollgate.control.route.ShownOnce;
import dev.tollgate.domain.idempotency.KeptAnswer;
import dev.tollgate.domain.traffic.RequestId;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/// Makes bytes of answers, and puts them on the wire. Thread-safe.
final class AnswerWriter {

    static final String REQUEST_ID = "X-Request-Id";
    static final String JSON = "application/json";
    private static final String REPLAYED = "Idempotent-Replayed";
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int FAILURE_OF_OURS = 500;

    private static final byte[] NOTHING = {};

    private final JsonMapper mapper = mapper(true);
    private final JsonMapper withoutSecrets = mapper(false);

    private static JsonMapper mapper(boolean secrets) {
        return JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .addModule(new SimpleModule().addSerializer(new SecretSerializer(secrets))).build();
    }

    Rendered rendered(Answer answer, RequestId id) {
        return switch (answer) {
            case Answer.Shown(int status, Object view, Map<String, String> headers) ->
                new Rendered(status, JSON, headers, mapper.writeValueAsBytes(view));
            case Answer.Bare(int status, Map<String, String> headers) ->
                new Rendered(status, JSON, headers, NOTHING);
            case Answer.Document(String mediaType, byte[] bytes) -> new Rendered(200, mediaType, Map.of(), bytes);
            case Answer.Refused(Problem problem) -> new Rendered(problem.error().status(), JSON, problem.headers(),
                    mapper.writeValueAsBytes(ErrorView.of(problem, id)));
            case Answer.Repeated(KeptAnswer kept) -> new Rendered(kept.status(), JSON, marked(kept.headers()),
                    kept.body().getBytes(StandardCharsets.UTF_8));
        };
    }

    private static Map<String, String> marked(Map<String, String> headers) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(REPLAYED, "true");
        return more;
    }

    static void write(Rendered answer, Call call, Context context) {
        context.status(answer.status()).contentType(answer.mediaType()).header(REQUEST_ID, call.id().value())
                .header("Cache-Control", "no-store");
        call.owed().forEach(context::header);
        answer.headers().forEach(context::header);
        if (answer.body().length > 0) {
            context.result(answer.body());
        }
    }

    /// What repetitions of a request are given (A§1.4); empty after a failure of ours, and after too many requests.
    Optional<KeptAnswer> kept(Answer answer, RequestId id) {
        return switch (answer) {
            case Answer.Shown(int status, Object view, Map<String, String> headers) ->
                kept(status, headers, withoutSecrets.writeValueAsString(view));
            case Answer.Bare(int status, Map<String, String> headers) -> kept(status, headers, "");
            case Answer.Refused(Problem problem) -> kept(problem.error().status(), problem.headers(),
                    withoutSecrets.writeValueAsString(ErrorView.of(problem, id)));
            case Answer.Document(String mediaType, byte[] bytes) ->
                throw new IllegalStateException("a file answers a POST, and is kept nowhere");
            case Answer.Repeated(KeptAnswer kept) -> throw new IllegalStateException("a repetition of a repetition");
        };
    }

    private static Optional<KeptAnswer> kept(int status, Map<String, String> headers, String body) {
        return status >= FAILURE_OF_OURS || status == TOO_MANY_REQUESTS
                ? Optional.empty()
                : Optional.of(new KeptAnswer(status, headers, body));
    }

    byte[] json(ErrorView view) {
        return mapper.writeValueAsBytes(view);
    }

    /// Writes the secrets of views, or `null` in their place.
    private static final class SecretSerializer extends StdSerializer<ShownOnce> {

        private final boolean shown;

        SecretSerializer(boolean shown) {
            super(ShownOnce.class);
            this.shown = shown;
        }

        @Override
        public void serialize(ShownOnce value, JsonGenerator json, SerializationContext context) {
            if (shown) {
                json.writeString(value.secret().reveal());
            } else {
                json.writeNull();
            }
        }
    }
}
