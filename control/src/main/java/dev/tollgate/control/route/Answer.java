package dev.tollgate.control.route;

import dev.tollgate.control.input.Preconditions;
import dev.tollgate.control.input.Problem;
import dev.tollgate.domain.idempotency.KeptAnswer;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// What a request is answered, before it is bytes.
public sealed interface Answer {

    String ETAG = "ETag";
    String LOCATION = "Location";

    /// @param view a response record; never a domain type
    record Shown(int status, Object view, Map<String, String> headers) implements Answer {}

    /// 204 and 304.
    record Bare(int status, Map<String, String> headers) implements Answer {}

    /// A file that is not JSON.
    record Document(String mediaType, byte[] bytes) implements Answer {}

    record Refused(Problem problem) implements Answer {}

    /// The answer to an earlier request of which this one is a repetition.
    record Repeated(KeptAnswer answer) implements Answer {}

    static Answer shown(Object view) {
        return new Shown(200, view, Map.of());
    }

    static Answer shown(Object view, long version) {
        return new Shown(200, view, Map.of(ETAG, Preconditions.etag(version)));
    }

    /// A single resource that is read: 304 to a caller who has this version.
    static Answer resource(ApiRequest request, Object view, long version) {
        return request.preconditions().has(version)
                ? new Bare(304, Map.of(ETAG, Preconditions.etag(version)))
                : shown(view, version);
    }

    static Answer created(String path, Object view, long version) {
        return new Shown(201, view, Map.of(LOCATION, Route.BASE + path, ETAG, Preconditions.etag(version)));
    }

    static Answer gone() {
        return new Bare(204, Map.of());
    }

    static Answer refused(Problem problem) {
        return new Refused(problem);
    }

    /// The answer to a request with nothing wrong, or to one with a problem.
    static Answer unless(Optional<Problem> problem, Supplier<Answer> otherwise) {
        return problem.map(Answer::refused).orElseGet(otherwise);
    }
}
