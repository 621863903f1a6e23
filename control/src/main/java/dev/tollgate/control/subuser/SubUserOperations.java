package dev.tollgate.control.subuser;

import dev.tollgate.control.account.Plans;
import dev.tollgate.control.authentication.Principal;
import dev.tollgate.control.input.Checked;
import dev.tollgate.control.input.Cursors;
import dev.tollgate.control.input.Faults;
import dev.tollgate.control.input.Fields;
import dev.tollgate.control.input.Issue;
import dev.tollgate.control.input.Problem;
import dev.tollgate.control.input.Query;
import dev.tollgate.control.publish.AccessPublisher;
import dev.tollgate.control.route.Answer;
import dev.tollgate.control.route.ApiRequest;
import dev.tollgate.control.route.ApiRoutes;
import dev.tollgate.control.route.ListView;
import dev.tollgate.control.route.Operation;
import dev.tollgate.control.route.Route;
import dev.tollgate.control.route.Words;
import dev.tollgate.domain.error.ApiError;
import dev.tollgate.domain.paging.Page;
import dev.tollgate.domain.paging.PageRequest;
import dev.tollgate.domain.plan.Plan;
import dev.tollgate.domain.secret.Secret;
import dev.tollgate.domain.subuser.LastUse;
import dev.tollgate.domain.subuser.Product;
import dev.tollgate.domain.subuser.SubUser;
import dev.tollgate.domain.subuser.SubUserFilter;
import dev.tollgate.domain.subuser.SubUserId;
import dev.tollgate.domain.subuser.SubUserStatus;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/// The operations of A§4. Thread-safe.
public final class SubUserOperations {

    private final SubUsers subUsers;
    private final Plans plans;
    private final LastUse lastUse;
    private final AccessPublisher publisher;
    private final Cursors cursors;
    private final InstantSource clock;

    public SubUserOperations(SubUsers subUsers, Plans plans, LastUse lastUse, AccessPublisher publisher,
            Cursors cursors, InstantSource clock) {
        this.subUsers = subUsers;
        this.plans = plans;
        this.lastUse = lastUse;
        this.publisher = publisher;
        this.cursors = cursors;
        this.clock = clock;
    }

    public Map<Route, Operation> all() {
        return Map.of(ApiRoutes.LIST_SUB_USERS, this::list, ApiRoutes.CREATE_SUB_USER, this::create,
                ApiRoutes.GET_SUB_USER, this::get, ApiRoutes.CHANGE_SUB_USER, this::change, ApiRoutes.ROTATE_PASSWORD,
                this::rotate, ApiRoutes.DELETE_SUB_USER, this::delete);
    }

    private Answer list(ApiRequest request) {
        Faults faults = request.faults();
        Query query = request.query();
        SubUserFilter filter = new SubUserFilter(
                query.read("product", Product::bySlug, Issue.NOT_ALLOWED, faults),
                query.read("status", text -> Words.read(SubUserStatus.class, text), Issue.NOT_ALLOWED, faults),
                query.search("label_contains", faults), query.search("name", faults), query.search("q", faults));
        Principal principal = request.principal();
        Cursors.Scope scope = new Cursors.Scope(request.route().path(), principal.accountId(),
                principal.environment(), query.filters());
        PageRequest wanted = cursors.page(query, scope, faults);
        return Answer.unless(faults.problem(), () -> {
            Page<SubUser> page = subUsers.list(principal, filter, wanted);
            SubUserView.Surroundings around = around(principal);
            return Answer.shown(new ListView<>(page.items().stream().map(one -> SubUserView.of(one, around)).toList(),
                    cursors.next(page, one -> one.id().value(), scope)));
        });
    }

    private Answer create(ApiRequest request) {
        Principal principal = request.principal();
        Plan plan = plans.of(principal.account());
        Fields fields = request.fields();
        return switch (CreateSubUser.read(fields, plan)) {
            case Checked.Invalid<CreateSubUser>(Problem problem) ->
                Answer.refused(stateFirst(problem, fields, principal, Optional.empty()));
            case Checked.Valid<CreateSubUser>(CreateSubUser command) ->
                switch (subUsers.create(principal, command, plan)) {
                    case SubUsers.Creation.Rejected(ApiError error) -> refuse(error);
                    case SubUsers.Creation.Created(SubUser subUser, Secret password) ->
                        Answer.created("/subusers/" + subUser.id(),
                                SubUserView.withPassword(subUser, around(principal), password), subUser.version());
                };
        };
    }

    /// State is judged before the plan (A§1.3): a taken label answers before a figure above the plan.
    private Problem stateFirst(Problem problem, Fields fields, Principal principal, Optional<SubUserId> self) {
        boolean taken = problem.error() == ApiError.OVER_PLAN_LIMIT && fields.take("label").text()
                .filter(label -> subUsers.labelTaken(principal, label, self)).isPresent();
        return taken ? Problem.of(ApiError.LABEL_TAKEN) : problem;
    }

    private Answer get(ApiRequest request) {
        return withSubUser(request, subUser -> Answer.unless(request.faults().problem(), () -> Answer.resource(request,
                SubUserView.of(subUser, around(request.principal())), subUser.version())));
    }

    private Answer change(ApiRequest request) {
        return withMatching(request, subUser -> {
            Principal principal = request.principal();
            Fields fields = request.fields();
            return switch (ChangeSubUser.read(fields, plans.of(principal.account()), subUser)) {
                case Checked.Invalid<ChangeSubUser>(Problem problem) ->
                    Answer.refused(stateFirst(problem, fields, principal, Optional.of(subUser.id())));
                case Checked.Valid<ChangeSubUser>(ChangeSubUser command) ->
                    switch (subUsers.change(principal, subUser.id(), expected(request, subUser), command)) {
                        case SubUsers.Change.Rejected(ApiError error) -> refuse(error);
                        case SubUsers.Change.Changed(SubUser changed) ->
                            Answer.shown(SubUserView.of(changed, around(principal)), changed.version());
                    };
            };
        });
    }

    private Answer rotate(ApiRequest request) {
        return withSubUser(request, subUser -> {
            Fields fields = request.fields();
            new SubUserFields(fields).refuseAll();
            return Answer.unless(fields.faults().problem(),
                    () -> switch (subUsers.rotatePassword(request.principal(), subUser.id())) {
                        case SubUsers.Rotation.Rejected(ApiError error) -> refuse(error);
                        case SubUsers.Rotation.Rotated(SubUser rotated, Secret password) ->
                            Answer.shown(NewPasswordView.of(rotated, password));
                    });
        });
    }

    private Answer delete(ApiRequest request) {
        return withMatching(request, subUser -> Answer.unless(request.faults().problem(),
                () -> subUsers.delete(request.principal(), subUser.id(), expected(request, subUser))
                        .map(SubUserOperations::refuse).orElseGet(Answer::gone)));
    }

    private Answer withSubUser(ApiRequest request, Function<SubUser, Answer> then) {
        return subUsers.find(request.principal(), request.id()).map(then)
                .orElseGet(() -> refuse(ApiError.SUBUSER_NOT_FOUND));
    }

    private Answer withMatching(ApiRequest request, Function<SubUser, Answer> then) {
        return withSubUser(request, subUser -> request.preconditions().forbidsChange(subUser.version())
                ? refuse(ApiError.PRECONDITION_FAILED)
                : then.apply(subUser));
    }

    /// The version that `If-Match` was held against, so that nobody gets in between.
    private static OptionalLong expected(ApiRequest request, SubUser subUser) {
        return request.preconditions().conditional() ? OptionalLong.of(subUser.version()) : OptionalLong.empty();
    }

    private SubUserView.Surroundings around(Principal principal) {
        return new SubUserView.Surroundings(plans.of(principal.account()), lastUse, publisher.inForce(),
                clock.instant());
    }

    private static Answer refuse(ApiError error) {
        return Answer.refused(Problem.of(error));
    }
}
