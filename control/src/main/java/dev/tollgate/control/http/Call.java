package dev.tollgate.control.http;

import dev.tollgate.control.authentication.Principal;
import dev.tollgate.control.input.Preconditions;
import dev.tollgate.control.input.Query;
import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.plan.Plan;
import dev.tollgate.domain.traffic.RequestId;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// One request on its way through the checks: what was sent, what was found out about it, and the headers that its answer owes
/// whatever becomes of it. Confined to the request's thread.
final class Call {

    private final HttpServletRequest request;
    private final RequestId id;
    private final Map<String, String> owed = new LinkedHashMap<>();
    private Optional<Caller> caller = Optional.empty();

    Call(HttpServletRequest request, RequestId id) {
        this.request = request;
        this.id = id;
    }

    RequestId id() {
        return id;
    }

    /// As it was sent: `HEAD` is `HEAD` here.
    String method() {
        return request.getMethod();
    }

    /// Still percent-encoded, without the query.
    String path() {
        return request.getRequestURI();
    }

    /// What stands behind the question mark, still percent-encoded; empty if nothing does.
    String rawQuery() {
        return Objects.requireNonNullElse(request.getQueryString(), "");
    }

    Query query() {
        return Query.parse(rawQuery());
    }

    /// All headers of this name, in the order they were sent.
    List<String> headers(String name) {
        return Collections.list(request.getHeaders(name));
    }

    Preconditions preconditions() {
        return new Preconditions(headers("If-Match"), headers("If-None-Match"));
    }

    /// The socket's other end.
    IpAddress peer() {
        String text = request.getRemoteAddr();
        boolean bracketed = text.startsWith("[") && text.endsWith("]");
        String plain = bracketed ? text.substring(1, text.length() - 1) : text;
        int zone = plain.indexOf('%');
        return IpAddress.parse(zone < 0 ? plain : plain.substring(0, zone)).orElseThrow();
    }

    Bodies.Received body(Bodies bodies) {
        return bodies.receive(request);
    }

    /// Who turned out to call, on which plan.
    record Caller(Principal principal, Plan plan) {}

    void by(Caller known) {
        caller = Optional.of(known);
    }

    /// Empty before its requests were counted.
    Optional<Caller> caller() {
        return caller;
    }

    /// Has the answer carry these headers, whichever answer it becomes.
    void owe(Map<String, String> headers) {
        owed.putAll(headers);
    }

    Map<String, String> owed() {
        return Collections.unmodifiableMap(owed);
    }
}
