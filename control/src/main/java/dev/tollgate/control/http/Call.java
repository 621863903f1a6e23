package dev.tollgate.control.http;

import dev.tollgate.control.authentication.SessionCookie;
import dev.tollgate.control.authentication.Site;
import dev.tollgate.control.authentication.Visit;
import dev.tollgate.control.input.Preconditions;
import dev.tollgate.control.input.Query;
import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.traffic.RequestId;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// One request on its way through the checks: what was sent, and the headers that its answer owes whatever becomes of it. Confined
/// to the request's thread.
final class Call {

    private final HttpServletRequest request;
    private final RequestId id;
    private final Map<String, String> owed = new LinkedHashMap<>();

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

    /// @param source where the caller is
    Visit visit(IpAddress source) {
        List<String> origin = headers("Origin");
        String host = Objects.requireNonNullElseGet(request.getHeader("Host"), request::getServerName);
        Site site = Site.of(request.isSecure(), peer().loopback(), host, origin.stream().findFirst());
        return new Visit(id, source, site, origin, SessionCookie.read(headers("Cookie"), site),
                headers("X-CSRF-Token"));
    }

    Bodies.Received body(Bodies bodies) {
        return bodies.receive(request);
    }

    /// Has the answer carry a header, whichever answer it becomes.
    void owe(String header, String value) {
        owed.put(header, value);
    }

    Map<String, String> owed() {
        return Collections.unmodifiableMap(owed);
    }
}
