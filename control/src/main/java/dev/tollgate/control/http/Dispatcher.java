package dev.tollgate.control.http;

import dev.tollgate.control.account.Plans;
import dev.tollgate.control.authentication.Authentication;
import dev.tollgate.control.authentication.Authenticator;
import dev.tollgate.control.authentication.CallerAddress;
import dev.tollgate.control.authentication.FailedAuthentications;
import dev.tollgate.control.authentication.Principal;
import dev.tollgate.control.authentication.TokenPrincipal;
import dev.tollgate.control.http.Bodies.Body;
import dev.tollgate.control.http.Bodies.Received;
import dev.tollgate.control.idempotency.IdempotencyKey;
import dev.tollgate.control.idempotency.Repetitions;
import dev.tollgate.control.input.FieldFault;
import dev.tollgate.control.input.Problem;
import dev.tollgate.control.route.Access;
import dev.tollgate.control.route.Answer;
import dev.tollgate.control.route.ApiRequest;
import dev.tollgate.control.route.Method;
import dev.tollgate.control.route.Operation;
import dev.tollgate.control.route.Route;
import dev.tollgate.control.route.RouteTable;
import dev.tollgate.control.route.RouteTable.Match;
import dev.tollgate.domain.account.AccountStatus;
import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.error.ApiError;
import dev.tollgate.domain.error.StoreFailure;
import dev.tollgate.domain.idempotency.Attempt;
import dev.tollgate.domain.limit.ApiRates;
import dev.tollgate.domain.limit.CallerId;
import dev.tollgate.domain.plan.Plan;
import dev.tollgate.domain.secret.SecretHash;
import dev.tollgate.domain.token.Scope;
import java.time.Instant;
import java.time.InstantSource;
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
///
/// Each method below is one station. It answers the request itself or hands it to the next one, so that the order of the
/// methods is the order of the checks.
public final class Dispatcher {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final String RETRY_AFTER = "Retry-After";
    private static final Map<String, String> LATER = Map.of(RETRY_AFTER, "5");
    private static final String HEAD = "HEAD";
    private static final int UNAUTHENTICATED = 401;
    private static final byte[] NOTHING = {};

    private final RouteTable routes;
    private final Map<Route, Operation> operations;
    private final Checks checks;
    private final InstantSource clock;
    private final Bodies bodies = new Bodies();
    private final AnswerWriter writer = new AnswerWriter();

    /// What the stations ask.
    ///
    /// @param callers says where a caller is, by the proxies that are trusted now
    public record Checks(Authenticator authenticator, Supplier<CallerAddress> callers, FailedAuthentications failures,
            Plans plans, ApiRates rates, Repetitions repetitions, StaleReads reads) {}

    /// @throws IllegalArgumentException if a route has no operation
    public Dispatcher(List<Route> routes, Map<Route, Operation> operations, Checks checks, InstantSource clock) {
        if (!operations.keySet().equals(Set.copyOf(routes))) {
            throw new IllegalArgumentException("routes and operations do not correspond");
        }
        this.routes = new RouteTable(routes);
        this.operations = Map.copyOf(operations);
        this.checks = checks;
        this.clock = clock;
    }

    /// Never throws: what breaks is logged with the id and answered without a word about it.
    Rendered answer(Call call) {
        try {
            return remembered(call, rendered(call, routed(call)));
        } catch (StoreFailure e) {
            return withoutStore(call, e);
        } catch (RuntimeException | StackOverflowError e) {
            LOG.error("{} failed.", call.id(), e);
            return rendered(call, refuse(Problem.of(ApiError.INTERNAL_ERROR)));
        }
    }

    private Rendered rendered(Call call, Answer answer) {
        return writer.rendered(answer, call.id());
    }

    private Rendered remembered(Call call, Rendered answer) {
        if (call.method().equals(Method.GET.name())) {
            call.caller().ifPresent(caller -> checks.reads().remember(call, caller, answer, clock.instant()));
        }
        return answer;
    }

    /// `unavailable`, or what a caller read shortly before.
    private Rendered withoutStore(Call call, StoreFailure failure) {
        boolean reading = call.method().equals(Method.GET.name()) || call.method().equals(HEAD);
        Optional<StaleReads.Read> read = reading
                ? checks.reads().recall(call, source(call), clock.instant())
                : Optional.empty();
        return read.flatMap(one -> stale(call, one)).orElseGet(() -> {
            LOG.warn("{} answered 503, the store does not: {}", call.id(), failure.getMessage());
            return rendered(call, refuse(Problem.of(ApiError.UNAVAILABLE).withHeaders(LATER)));
        });
    }

    private Optional<Rendered> stale(Call call, StaleReads.Read read) {
        try {
            Optional<Problem> tooMany = call.caller().isPresent()
                    ? Optional.empty()
                    : tooMany(call, read.caller(), read.plan());
            return Optional.of(tooMany.map(problem -> rendered(call, refuse(problem))).orElseGet(() -> {
                call.owe(checks.reads().warning());
                return read.answer();
            }));
        } catch (StoreFailure _) {
            // The requests of this day were never counted here.
            return Optional.empty();
        }
    }

    /// `not_found`, `method_not_allowed`.
    private Answer routed(Call call) {
        return switch (routes.find(call.method(), call.path())) {
            case Match.Unknown() -> refuse(Problem.of(ApiError.NOT_FOUND));
            case Match.OtherMethod(Set<String> allowed) -> refuse(Problem.of(ApiError.METHOD_NOT_ALLOWED)
                    .withHeaders(Map.of("Allow", String.join(", ", allowed))));
            case Match.Found found -> found.route().access() instanceof Access.Open
                    ? operated(call, found, Optional.empty(), received(call, found))
                    : known(call, found);
        };
    }

    /// `missing_token` to `source_ip_not_allowed`.
    private Answer known(Call call, Match.Found found) {
        IpAddress source = source(call);
        return switch (checks.authenticator().authenticate(call.headers("Authorization"), source, clock.instant(),
                call.id())) {
            case Authentication.Denied(Problem problem) -> {
                if (problem.error().status() == UNAUTHENTICATED) {
                    checks.failures().failed(source);
                }
                yield refuse(problem);
            }
            case Authentication.Known(Principal principal) -> counted(call, found, principal);
        };
    }

    private IpAddress source(Call call) {
        return checks.callers().get().of(call.peer(), call.headers("X-Forwarded-For"));
    }

    /// `rate_limited`.
    private Answer counted(Call call, Match.Found found, Principal principal) {
        Plan plan = checks.plans().of(principal.account());
        Optional<Problem> tooMany = tooMany(call, new CallerId(principal.id()), plan);
        call.by(new Call.Caller(principal, plan));
        return tooMany.map(Dispatcher::refuse).orElseGet(() -> permitted(call, found, principal));
    }

    private Optional<Problem> tooMany(Call call, CallerId caller, Plan plan) {
        Instant now = clock.instant();
        ApiRates.Standing standing = checks.rates().take(caller, plan, now);
        call.owe(Map.of("X-RateLimit-Limit", Long.toString(standing.limit()),
                "X-RateLimit-Remaining", Long.toString(standing.remaining()),
                "X-RateLimit-Reset", Long.toString(standing.resetsAt().getEpochSecond())));
        return standing.granted()
                ? Optional.empty()
                : Optional.of(Problem.of(ApiError.RATE_LIMITED)
                        .withHeaders(Map.of(RETRY_AFTER, Long.toString(standing.retryAfter(now).toSeconds()))));
    }

    /// `missing_token` of a member where a token is meant, `insufficient_scope`, `account_suspended`.
    private Answer permitted(Call call, Match.Found found, Principal principal) {
        if (found.route().access() instanceof Access.AnyToken && !(principal instanceof TokenPrincipal)) {
            return refuse(checks.authenticator().tokenMissing());
        }
        if (found.route().access() instanceof Access.Needs(Set<Scope> anyOf) && !principal.mayAny(anyOf)) {
            return refuse(checks.authenticator().insufficient(anyOf));
        }
        boolean suspended = principal.account().status() == AccountStatus.SUSPENDED;
        if (suspended && found.route().method().writes()) {
            return refuse(Problem.of(ApiError.ACCOUNT_SUSPENDED));
        }
        return logged(call, found, principal);
    }

    /// One line for each change that was made; what it names exists, so that it is no text of the caller's.
    private Answer logged(Call call, Match.Found found, Principal principal) {
        Answer answer = once(call, found, principal);
        if (found.route().method().writes() && !(answer instanceof Answer.Refused)
                && !(answer instanceof Answer.Repeated)) {
            LOG.info("{} {} {} by {} of {}", call.id(), found.route().method(),
                    found.route().at(found.id()), principal.id(), principal.accountId());
        }
        return answer;
    }

    /// `idempotency_conflict`, `idempotency_in_progress`.
    private Answer once(Call call, Match.Found found, Principal principal) {
        Received received = received(call, found);
        Supplier<Answer> operation = () -> operated(call, found, Optional.of(principal), received);
        if (!(key(call, found.route()) instanceof IdempotencyKey.Given given)) {
            return operation.get();
        }
        Repetitions repetitions = checks.repetitions();
        SecretHash name = repetitions.name(principal, call.path(), given);
        return switch (received) {
            case Received.Unreadable(Problem problem) -> repetitions.unlessKnown(name, () -> refuse(problem));
            case Received.Whole(byte[] body) -> repetitions.once(
                    new Attempt(name, repetitions.content(call.rawQuery(), body), call.id()), operation,
                    answer -> writer.kept(answer, call.id()));
        };
    }

    private static IdempotencyKey key(Call call, Route route) {
        return route.method() == Method.POST
                ? IdempotencyKey.read(call.headers(IdempotencyKey.HEADER))
                : new IdempotencyKey.Absent();
    }

    private Received received(Call call, Match.Found found) {
        return found.route().method().takesBody() ? call.body(bodies) : new Received.Whole(NOTHING);
    }

    /// `invalid_json`, `payload_too_large`, `unsupported_encoding`; everything behind these is the operation's own.
    private Answer operated(Call call, Match.Found found, Optional<Principal> caller, Received received) {
        Route route = found.route();
        List<FieldFault> headerFaults = key(call, route) instanceof IdempotencyKey.Malformed(FieldFault fault)
                ? List.of(fault)
                : List.of();
        return switch (bodies.read(received)) {
            case Body.Refused(Problem problem) -> refuse(problem);
            case Body.Read(ObjectNode object) -> Objects.requireNonNull(operations.get(route)).run(new ApiRequest(route,
                    caller, found.id(), call.query(), call.preconditions(), object, headerFaults));
        };
    }

    private static Answer refuse(Problem problem) {
        return Answer.refused(problem);
    }
}
