package dev.tollgate.control.route;

import dev.tollgate.control.authentication.MemberPrincipal;
import dev.tollgate.control.authentication.Principal;
import dev.tollgate.control.authentication.TokenPrincipal;
import dev.tollgate.control.authentication.Visit;
import dev.tollgate.control.input.Faults;
import dev.tollgate.control.input.Fields;
import dev.tollgate.control.input.Preconditions;
import dev.tollgate.control.input.Query;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// A request as an operation sees it.
///
/// @param caller empty on a route that needs no credentials
/// @param visit how it came
/// @param id what the path names, of any shape; empty if the route has no such segment
/// @param body of a method that takes none: an empty object
public record ApiRequest(Route route, Optional<Principal> caller, Visit visit, String id, Query query,
        Preconditions preconditions,
        ObjectNode body) {

    public Principal principal() {
        return caller.orElseThrow(() -> new IllegalStateException(route.path() + " has no caller"));
    }

    /// Of a route that only tokens may call.
    public TokenPrincipal tokenPrincipal() {
        if (principal() instanceof TokenPrincipal token) {
            return token;
        }
        throw new IllegalStateException(route.path() + " was let through without a token");
    }

    /// Of a route that only members may call.
    public MemberPrincipal memberPrincipal() {
        if (principal() instanceof MemberPrincipal member) {
            return member;
        }
        throw new IllegalStateException(route.path() + " was let through without a member");
    }

    /// A new list of what is wrong with the request, beginning with query parameters that the route does not take.
    public Faults faults() {
        Faults faults = new Faults();
        query.refuseUnknown(route.query(), faults);
        return faults;
    }

    public Fields fields() {
        return new Fields(body, faults());
    }
}
