package dev.tollgate.control.route;

import dev.tollgate.domain.error.ApiError;
import dev.tollgate.domain.token.Scope;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// One operation of the API: all that is known of it before it runs.
///
/// @param path below `/v1`; a segment in braces stands for any text
/// @param errors its own ways to fail, beside those every operation has
/// @param query the parameters it takes
/// @param takesBody whether a body is read
public record Route(Method method, String path, Access access, Set<ApiError> errors, Set<String> query,
        boolean takesBody) {

    /// What every path begins with.
    public static final String BASE = "/v1";

    public Route {
        errors = Collections.unmodifiableSet(errors.isEmpty()
                ? EnumSet.noneOf(ApiError.class)
                : EnumSet.copyOf(errors));
        query = Set.copyOf(query);
    }

    static Route of(Method method, String path, Access access) {
        return new Route(method, path, access, Set.of(), Set.of(), method.takesBody());
    }

    static Route of(Method method, String path, Scope scope) {
        return of(method, path, new Access.Needs(Set.of(scope)));
    }

    Route failing(ApiError first, ApiError... more) {
        return new Route(method, path, access, EnumSet.of(first, more), query, takesBody);
    }

    Route asking(String... parameters) {
        return new Route(method, path, access, errors, Set.of(parameters), takesBody);
    }

    /// Reads a body though its method usually has none.
    Route withBody() {
        return new Route(method, path, access, errors, query, true);
    }

    /// The path with `id` in the place of the segment in braces, if there is one.
    public String path(String id) {
        return segments().stream().skip(1).map(segment -> parameter(segment) ? id : segment)
                .collect(Collectors.joining("/", "/", ""));
    }

    /// The segments of the path, the braces included.
    List<String> segments() {
        return List.of((BASE + path).substring(1).split("/"));
    }

    static boolean parameter(String segment) {
        return segment.startsWith("{");
    }
}
