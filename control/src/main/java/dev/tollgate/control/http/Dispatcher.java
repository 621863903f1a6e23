package dev.tollgate.control.http;

import dev.tollgate.control.authentication.Authentication;
import dev.tollgate.control.authentication.Authenticator;
import dev.tollgate.control.authentication.CallerAddress;
import dev.tollgate.control.authentication.Principal;
import dev.tollgate.control.http.Bodies.Body;
import dev.tollgate.control.input.Preconditions;
import dev.tollgate.control.input.Problem;
import dev.tollgate.control.input.Query;
import dev.tollgate.control.route.Access;
import dev.tollgate.control.route.Answer;
import dev.tollgate.control.route.ApiRequest;
import dev.tollgate.control.route.Operation;
import dev.tollgate.control.route.Route;
import dev.tollgate.control.route.RouteTable;
import dev.tollgate.control.route.RouteTable.Match;
import dev.tollgate.domain.account.AccountStatus;
import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.error.ApiError;
import dev.tollgate.domain.error.StoreFailure;
import dev.tollgate.domain.token.Scope;
import dev.tollgate.domain.traffic.RequestId;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/// Takes a request through the checks of A§1.3, in their order, as far as they are the same for all operations. Thread-safe.
public final class Dispatcher {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final Map<String, String> LATER = Map.of("Retry-After", "5");

    private final RouteTable routes;
    private final Map<Route, Operation> operations;
    private final Authenticator authenticator;
    private final Supplier<CallerAddress> callers;
    private final InstantSource clock;
    private final Bodies bodies = new Bodies();

    /// @throws IllegalArgumentException if a route has no operation
    public Dispatcher(List<Route> routes, Map<Route, Operation> operations, Authenticator authenticator,
            Supplier<CallerAddress> callers, InstantSource clock) {
        if (!operations.keySet().equals(Set.copyOf(routes))) {
            throw new IllegalArgumentException("routes and operations do not correspond");
        }
        this.routes = new RouteTable(routes);
        this.operations = Map.copyOf(operations);
        this.authenticator = authenticator;
        this.callers = callers;
        this.clock = clock;
    }

    /// Never throws: what breaks is logged with the id and answered without a word about it.
    Answer answer(HttpServletRequest request, RequestId id) {
        try {
            return switch (routes.find(request.getMethod(), request.getRequestURI())) {
                case Match.Unknown() -> refuse(Problem.of(ApiError.NOT_FOUND));
                case Match.OtherMethod(Set<String> allowed) -> refuse(Problem.of(ApiError.METHOD_NOT_ALLOWED)
                        .withHeaders(Map.of("Allow", String.join(", ", allowed))));
                case Match.Found(Route route, String named) -> answer(request, route, named, id);
            };
        } catch (StoreFailure e) {
            LOG.warn("{} answered 503, the store does not: {}", id, e.getMessage());
            return refuse(Problem.of(ApiError.UNAVAILABLE).withHeaders(LATER));
        } catch (RuntimeException | StackOverflowError e) {
            LOG.error("{} failed.", id, e);
            return refuse(Problem.of(ApiError.INTERNAL_ERROR));
        }
    }

    private Answer answer(HttpServletRequest request, Route route, String named, RequestId id) {
        if (route.access() instanceof Access.Open) {
            return run(request, route, named, Optional.empty());
        }
        return switch (authenticator.authenticate(headers(request, "Authorization"), source(request),
                clock.instant(), id)) {
            case Authentication.Denied(Problem problem) -> refuse(problem);
            case Authentication.Known(Principal principal) -> {
                Answer answer = permission(principal, route).map(Answer::refused)
                        .orElseGet(() -> run(request, route, named, Optional.of(principal)));
                if (route.method().writes()) {
                    log(answer, route, named, principal, id);
                }
                yield answer;
            }
        };
    }

    private Optional<Problem> permission(Principal principal, Route route) {
        if (route.access() instanceof Access.Needs(Set<Scope> anyOf) && !principal.token().mayAny(anyOf)) {
            return Optional.of(authenticator.insufficient(anyOf));
        }
        boolean suspended = principal.account().status() == AccountStatus.SUSPENDED;
        return suspended && route.method().writes()
                ? Optional.of(Problem.of(ApiError.ACCOUNT_SUSPENDED))
                : Optional.empty();
    }

    private Answer run(HttpServletRequest request, Route route, String named, Optional<Principal> caller) {
        Body body = route.method().takesBody() ? bodies.read(request) : bodies.none();
        return switch (body) {
            case Body.Refused(Problem problem) -> refuse(problem);
            case Body.Read(ObjectNode object) -> Objects.requireNonNull(operations.get(route))
                    .run(new ApiRequest(route, caller, named, query(request), preconditions(request), object));
        };
    }

    private static Query query(HttpServletRequest request) {
        return Query.parse(Objects.requireNonNullElse(request.getQueryString(), ""));
    }

    private static Preconditions preconditions(HttpServletRequest request) {
        return new Preconditions(headers(request, "If-Match"), headers(request, "If-None-Match"));
    }

    private IpAddress source(HttpServletRequest request) {
        String peer = request.getRemoteAddr();
        boolean bracketed = peer.startsWith("[") && peer.endsWith("]");
        String plain = bracketed ? peer.substring(1, peer.length() - 1) : peer;
        int zone = plain.indexOf('%');
        return callers.get().of(IpAddress.parse(zone < 0 ? plain : plain.substring(0, zone)).orElseThrow(),
                headers(request, "X-Forwarded-For"));
    }

    private static List<String> headers(HttpServletRequest request, String name) {
        return Collections.list(request.getHeaders(name));
    }

    /// One line for each change that was made; what it names exists, so that it is no text of the caller's.
    private static void log(Answer answer, Route route, String named, Principal principal, RequestId id) {
        if (!(answer instanceof Answer.Refused)) {
            LOG.info("{} {} {} by {} of {}", id, route.method(), route.path().replace("{id}", named),
                    principal.token().id(), principal.accountId());
        }
    }

    private static Answer refuse(Problem problem) {
        return Answer.refused(problem);
    }
}
