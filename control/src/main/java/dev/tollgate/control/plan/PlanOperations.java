package dev.tollgate.control.plan;

import dev.tollgate.control.authentication.Principal;
import dev.tollgate.control.input.Checked;
import dev.tollgate.control.input.Cursors;
import dev.tollgate.control.input.Faults;
import dev.tollgate.control.input.Problem;
import dev.tollgate.control.route.Answer;
import dev.tollgate.control.route.ApiRequest;
import dev.tollgate.control.route.ApiRoutes;
import dev.tollgate.control.route.ListView;
import dev.tollgate.control.route.Operation;
import dev.tollgate.control.route.Route;
import dev.tollgate.domain.error.ApiError;
import dev.tollgate.domain.paging.Page;
import dev.tollgate.domain.paging.PageRequest;
import dev.tollgate.domain.plan.KeptPlan;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;

/// The operations of A§16.2. Thread-safe.
public final class PlanOperations {

    private final PlanCatalogue plans;
    private final Cursors cursors;

    public PlanOperations(PlanCatalogue plans, Cursors cursors) {
        this.plans = plans;
        this.cursors = cursors;
    }

    public Map<Route, Operation> all() {
        return Map.of(ApiRoutes.LIST_PLANS, this::list, ApiRoutes.CREATE_PLAN, this::create, ApiRoutes.GET_PLAN,
                this::get, ApiRoutes.CHANGE_PLAN, this::change, ApiRoutes.DELETE_PLAN, this::delete,
                ApiRoutes.OWN_PLAN, this::own);
    }

    private Answer list(ApiRequest request) {
        Faults faults = request.faults();
        Principal principal = request.principal();
        Cursors.Scope scope = new Cursors.Scope(request.route().path(), principal.accountId(),
                principal.environment(), request.query().filters());
        PageRequest wanted = cursors.page(request.query(), scope, faults);
        return Answer.unless(faults.problem(), () -> {
            Page<KeptPlan> page = plans.list(wanted);
            return Answer.shown(new ListView<>(page.items().stream().map(PlanView::of).toList(),
                    cursors.next(page, one -> one.id().value(), scope)));
        });
    }

    private Answer create(ApiRequest request) {
        return switch (CreatePlan.read(request.fields())) {
            case Checked.Invalid<CreatePlan>(Problem problem) -> Answer.refused(problem);
            case Checked.Valid<CreatePlan>(CreatePlan command) -> switch (plans.create(request.principal(), command)) {
                case PlanCatalogue.Outcome.Rejected(ApiError error) -> refuse(error);
                case PlanCatalogue.Outcome.Done(KeptPlan made) ->
                    Answer.created("/plans/" + made.plan().slug(), PlanView.of(made), made.version());
            };
        };
    }

    private Answer get(ApiRequest request) {
        return withPlan(request.id(), kept -> show(request, kept));
    }

    private Answer own(ApiRequest request) {
        return withPlan(request.principal().account().plan(), kept -> show(request, kept));
    }

    private static Answer show(ApiRequest request, KeptPlan kept) {
        return Answer.unless(request.faults().problem(),
                () -> Answer.resource(request, PlanView.of(kept), kept.version()));
    }

    private Answer change(ApiRequest request) {
        return withMatching(request, kept -> switch (ChangePlan.read(request.fields(), kept.plan())) {
            case Checked.Invalid<ChangePlan>(Problem problem) -> Answer.refused(problem);
            case Checked.Valid<ChangePlan>(ChangePlan command) ->
                switch (plans.change(request.principal(), kept.plan().slug(), expected(request, kept), command)) {
                    case PlanCatalogue.Outcome.Rejected(ApiError error) -> refuse(error);
                    case PlanCatalogue.Outcome.Done(KeptPlan changed) ->
                        Answer.shown(PlanView.of(changed), changed.version());
                };
        });
    }

    private Answer delete(ApiRequest request) {
        return withMatching(request, kept -> Answer.unless(request.faults().problem(),
                () -> plans.delete(request.principal(), kept.plan().slug(), expected(request, kept))
                        .map(PlanOperations::refuse).orElseGet(Answer::gone)));
    }

    private Answer withPlan(String slug, Function<KeptPlan, Answer> then) {
        return plans.find(slug).map(then).orElseGet(() -> refuse(ApiError.PLAN_NOT_FOUND));
    }

    private Answer withMatching(ApiRequest request, Function<KeptPlan, Answer> then) {
        return withPlan(request.id(), kept -> request.preconditions().forbidsChange(kept.version())
                ? refuse(ApiError.PRECONDITION_FAILED)
                : then.apply(kept));
    }

    /// The version that `If-Match` was held against, so that nobody gets in between.
    private static OptionalLong expected(ApiRequest request, KeptPlan kept) {
        return request.preconditions().conditional() ? OptionalLong.of(kept.version()) : OptionalLong.empty();
    }

    private static Answer refuse(ApiError error) {
        return Answer.refused(Problem.of(error));
    }
}
