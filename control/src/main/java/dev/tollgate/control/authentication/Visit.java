package dev.tollgate.control.authentication;

import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.secret.Secret;
import dev.tollgate.domain.traffic.RequestId;
import java.util.List;
import java.util.Optional;

/// How a request came, whoever sends it.
///
/// @param request its id
/// @param source where it comes from
/// @param site where a browser reaches the server
/// @param origin every `Origin` header
/// @param session what the session cookie carries
/// @param csrfToken every `X-CSRF-Token` header
public record Visit(RequestId request, IpAddress source, Site site, List<String> origin, Optional<Secret> session,
        List<String> csrfToken) {

    public Visit {
        origin = List.copyOf(origin);
        csrfToken = List.copyOf(csrfToken);
    }

    /// Whether a page of ours sent it.
    public boolean fromOwnPage() {
        return origin.size() == 1 && site.isOrigin(origin.getFirst());
    }

    /// Whether a page of somebody else sent it. A program sends no `Origin`.
    public boolean fromForeignPage() {
        return !origin.isEmpty() && !fromOwnPage();
    }
}
