package dev.tollgate.control.http;

import dev.tollgate.control.authentication.ActingPrincipal;
import dev.tollgate.control.authentication.Authentication;
import dev.tollgate.control.authentication.Authenticator;
import dev.tollgate.control.authentication.CallerAddress;
import dev.tollgate.control.authentication.MemberAuthenticator;
import dev.tollgate.control.authentication.MemberPrincipal;
import dev.tollgate.control.authentication.Principal;
import dev.tollgate.control.authentication.TokenPrincipal;
import dev.tollgate.control.authentication.Visit;
import dev.tollgate.control.http.Bodies.Body;
import dev.tollgate.control.http.Bodies.Received;
import dev.tollgate.control.input.Problem;
import dev.tollgate.control.route.Access;
import dev.tollgate.control.route.Answer;
import dev.tollgate.control.route.ApiRequest;
import dev.tollgate.control.route.Operation;
import dev.tollgate.control.route.Route;
import dev.tollgate.control.route.RouteTable;
import dev.tollgate.control.route.RouteTable.Match;
import dev.tollgate.domain.account.AccountStatus;
import dev.tollgate.domain.account.Environment;
import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.error.ApiError;
import dev.tollgate.domain.error.StoreFailure;
import dev.tollgate.domain.member.Role;
import dev.tollgate.domain.token.Scope;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/// Takes a request through the checks of A§1.3, in their order, as far as they are the same for all operations. Thread-safe.
///
/// Each method below is one station. It answers the request itself or hands it to the next one, so that the order of the
/// methods is the order of the checks.
public final class Dispatcher {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final Map<String, String> LATER = Map.of("Retry-After", "5");
    private static final byte[] NOTHING = {};
    private static final Set<Scope> EVERYTHING = Set.of(Scope.ALL);

    private final RouteTable routes;
    private final Map<Route, Operation> operations;
    private final Authenticator authenticator;
    private final MemberAuthenticator members;
    private final OtherAccount otherAccount;
    private final Supplier<CallerAddress> callers;
    private final InstantSource clock;
    private final Bodies bodies = new Bodies();

    /// @throws IllegalArgumentException if a route has no operation
    public Dispatcher(List<Route> routes, Map<Route, Operation> operations, Authenticator authenticator,
            MemberAuthenticator members, OtherAccount otherAccount, Supplier<CallerAddress> callers,
            InstantSource clock) {
        if (!operations.keySet().equals(Set.copyOf(routes))) {
            throw new IllegalArgumentException("routes and operations do not correspond");
        }
        this.routes = new RouteTable(routes);
        this.operations = Map.copyOf(operations);
        this.authenticator = authenticator;
        this.members = members;
        this.otherAccount = otherAccount;
        this.callers = callers;
        this.clock = clock;
    }

    /// Never throws: what breaks is logged with the id and answered without a word about it.
    Answer answer(Call call) {
        try {
            return routed(call);
        } catch (StoreFailure e) {
            LOG.warn("{} answered 503, the store does not: {}", call.id(), e.getMessage());
            return refuse(Problem.of(ApiError.UNAVAILABLE).withHeaders(LATER));
        } catch (RuntimeException | StackOverflowError e) {
            LOG.error("{} failed.", call.id(), e);
            return refuse(Problem.of(ApiError.INTERNAL_ERROR));
        }
    }

    /// `not_found`, `method_not_allowed`.
    private Answer routed(Call call) {
        return switch (routes.find(call.method(), call.path())) {
            case Match.Unknown() -> refuse(Problem.of(ApiError.NOT_FOUND));
            case Match.OtherMethod(Set<String> allowed) -> refuse(Problem.of(ApiError.METHOD_NOT_ALLOWED)
                    .withHeaders(Map.of("Allow", String.join(", ", allowed))));
            case Match.Found found -> found.route().access() instanceof Access.Open
                    ? operated(call, found, Optional.empty())
                    : known(call, found);
        };
    }

    /// `missing_token` to `source_ip_not_allowed`.
    private Answer known(Call call, Match.Found found) {
        return switch (authentication(call, found)) {
            case Authentication.Denied(Problem problem) -> refuse(problem);
            case Authentication.Known(Principal principal) -> placed(call, found, principal);
        };
    }

    /// `insufficient_scope` of who acts inside another account.
    private Answer placed(Call call, Match.Found found, Principal principal) {
        return switch (otherAccount.act(call, found.route(), principal)) {
            case OtherAccount.Acting.Lacking(Set<Scope> anyOf) -> refuse(authenticator.insufficient(anyOf));
            case OtherAccount.Acting.Own() -> logged(call, found, principal, permitted(call, found, principal));
            // An operator may write in an account that is suspended.
            case OtherAccount.Acting.Inside(Principal acting) ->
                logged(call, found, acting, operated(call, found, Optional.of(acting)));
            // As for every object that is not there, the body is looked at before.
            case OtherAccount.Acting.Missing() ->
                received(call, found.route(), _ -> refuse(Problem.of(ApiError.ACCOUNT_NOT_FOUND)));
        };
    }

    /// A token goes before a cookie: a browser sends that along whether it is meant or not.
    private Authentication authentication(Call call, Match.Found found) {
        List<String> authorization = call.headers("Authorization");
        Visit visit = call.visit(source(call));
        Instant now = clock.instant();
        Optional<Authentication> member = authorization.isEmpty()
                ? members.authenticate(visit, found.route().method().writes(),
                        call.headers(members.environmentHeader()), now)
                : Optional.empty();
        return member.orElseGet(() -> authenticator.authenticate(authorization, visit.source(), now, call.id()));
    }

    private IpAddress source(Call call) {
        return callers.get().of(call.peer(), call.headers("X-Forwarded-For"));
    }

    /// One line for each change that was made; what it names exists, so that it is no text of the caller's.
    private static Answer logged(Call call, Match.Found found, Principal principal, Answer answer) {
        if (found.route().method().writes() && !(answer instanceof Answer.Refused)) {
            LOG.info("{} {} {} by {} of {}", call.id(), found.route().method(), found.route().path(found.id()),
                    principal.id(), principal.accountId());
        }
        return answer;
    }

    /// `missing_token` of a member where a token is meant, `insufficient_scope`, `account_suspended`.
    private Answer permitted(Call call, Match.Found found, Principal principal) {
        Optional<Problem> lacking = lacking(found.route().access(), principal);
        if (lacking.isPresent()) {
            return refuse(lacking.get());
        }
        boolean suspended = principal.account().status() == AccountStatus.SUSPENDED;
        if (suspended && found.route().method().writes()) {
            return refuse(Problem.of(ApiError.ACCOUNT_SUSPENDED));
        }
        return operated(call, found, Optional.of(principal));
    }

    private Optional<Problem> lacking(Access access, Principal principal) {
        return switch (access) {
            case Access.Open() -> Optional.empty();
            case Access.AnyToken() -> principal instanceof TokenPrincipal
                    ? Optional.empty()
                    : Optional.of(authenticator.tokenMissing());
            case Access.SignedIn() -> principal instanceof MemberPrincipal
                    ? Optional.empty()
                    : Optional.of(authenticator.onlyFor("a member who is signed in"));
            case Access.Owner() -> ofOwner(principal);
            case Access.Needs(Set<Scope> anyOf) -> principal.mayAny(anyOf)
                    ? Optional.empty()
                    : Optional.of(authenticator.insufficient(anyOf));
        };
    }

    private Optional<Problem> ofOwner(Principal principal) {
        if (!principal.mayAny(EVERYTHING)) {
            return Optional.of(authenticator.insufficient(EVERYTHING));
        }
        boolean may = switch (principal) {
            case MemberPrincipal member -> member.member().role() == Role.OWNER;
            // A token of the sandbox could invite itself into production.
            case TokenPrincipal token -> token.environment() == Environment.LIVE;
            case ActingPrincipal acting -> acting.environment() == Environment.LIVE;
        };
        return may ? Optional.empty() : Optional.of(authenticator.onlyFor("an owner or a token of production"));
    }

    /// `invalid_json`, `payload_too_large`, `unsupported_encoding`; everything behind these is the operation's own.
    private Answer operated(Call call, Match.Found found, Optional<Principal> caller) {
        Route route = found.route();
        return received(call, route, object -> Objects.requireNonNull(operations.get(route))
                .run(new ApiRequest(route, caller, call.visit(source(call)), found.id(), call.query(), call.preconditions(), object)));
    }

    private Answer received(Call call, Route route, Function<ObjectNode, Answer> then) {
        Received received = route.takesBody() ? call.body(bodies) : new Received.Whole(NOTHING);
        return switch (bodies.read(received)) {
            case Body.Refused(Problem problem) -> refuse(problem);
            case Body.Read(ObjectNode object) -> then.apply(object);
        };
    }

    private static Answer refuse(Problem problem) {
        return Answer.refused(problem);
    }
}
