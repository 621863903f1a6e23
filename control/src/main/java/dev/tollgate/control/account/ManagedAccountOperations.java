package dev.tollgate.control.account;

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
import dev.tollgate.domain.account.Account;
import dev.tollgate.domain.error.ApiError;
import dev.tollgate.domain.ledger.LedgerEntry;
import dev.tollgate.domain.paging.Page;
import dev.tollgate.domain.paging.PageRequest;
import dev.tollgate.domain.plan.PlanRepository;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/// What an operator does with accounts (A§16.1). Thread-safe.
public final class ManagedAccountOperations {

    private final Accounts accounts;
    private final PlanRepository plans;
    private final Cursors cursors;

    public ManagedAccountOperations(Accounts accounts, PlanRepository plans, Cursors cursors) {
        this.accounts = accounts;
        this.plans = plans;
        this.cursors = cursors;
    }

    public Map<Route, Operation> all() {
        return Map.of(ApiRoutes.LIST_ACCOUNTS, this::list, ApiRoutes.OPEN_ACCOUNT, this::open, ApiRoutes.GET_ACCOUNT,
                this::get, ApiRoutes.CHANGE_ACCOUNT, this::change, ApiRoutes.CREDIT_ACCOUNT, this::credit,
                ApiRoutes.LEDGER, this::ledger);
    }

    private Answer list(ApiRequest request) {
        Faults faults = request.faults();
        Cursors.Scope scope = scope(request, request.route().path());
        PageRequest wanted = cursors.page(request.query(), scope, faults);
        return Answer.unless(faults.problem(), () -> {
            Page<Account> page = accounts.list(wanted);
            return Answer.shown(new ListView<>(page.items().stream().map(ManagedAccountView::of).toList(),
                    cursors.next(page, one -> one.id().value(), scope)));
        });
    }

    private static Cursors.Scope scope(ApiRequest request, String list) {
        Principal principal = request.principal();
        return new Cursors.Scope(list, principal.accountId(), principal.environment(), request.query().filters());
    }

    private Answer open(ApiRequest request) {
        if (planMissing(request)) {
            return refuse(ApiError.PLAN_NOT_FOUND);
        }
        return switch (OpenAccount.read(request.fields())) {
            case Checked.Invalid<OpenAccount>(Problem problem) -> Answer.refused(problem);
            case Checked.Valid<OpenAccount>(OpenAccount command) ->
                switch (accounts.open(request.principal(), command)) {
                    case Accounts.Outcome.Rejected(ApiError error) -> refuse(error);
                    case Accounts.Outcome.Done(Account opened) ->
                        Answer.created("/accounts/" + opened.id(), ManagedAccountView.of(opened), opened.version());
                };
        };
    }

    /// An object that is not there answers before any field at fault (A§1.3).
    private boolean planMissing(ApiRequest request) {
        Optional<String> named = request.body().optional("plan").filter(JsonNode::isString).map(JsonNode::stringValue);
        return named.isPresent() && plans.find(named.get()).isEmpty();
    }

    private Answer get(ApiRequest request) {
        return withAccount(request, account -> Answer.unless(request.faults().problem(),
                () -> Answer.resource(request, ManagedAccountView.of(account), account.version())));
    }

    private Answer change(ApiRequest request) {
        return withAccount(request, account -> {
            if (planMissing(request)) {
                return refuse(ApiError.PLAN_NOT_FOUND);
            }
            return request.preconditions().forbidsChange(account.version())
                    ? refuse(ApiError.PRECONDITION_FAILED)
                    : change(request, account);
        });
    }

    private Answer change(ApiRequest request, Account account) {
        // The version that `If-Match` was held against, so that nobody gets in between.
        OptionalLong expected = request.preconditions().conditional()
                ? OptionalLong.of(account.version())
                : OptionalLong.empty();
        return switch (ChangeAccount.read(request.fields(), account)) {
            case Checked.Invalid<ChangeAccount>(Problem problem) -> Answer.refused(problem);
            case Checked.Valid<ChangeAccount>(ChangeAccount command) ->
                switch (accounts.change(request.principal(), account, expected, command)) {
                    case Accounts.Outcome.Rejected(ApiError error) -> refuse(error);
                    case Accounts.Outcome.Done(Account changed) ->
                        Answer.shown(ManagedAccountView.of(changed), changed.version());
                };
        };
    }

    private Answer credit(ApiRequest request) {
        return withAccount(request, account -> switch (CreditAccount.read(request.fields())) {
            case Checked.Invalid<CreditAccount>(Problem problem) -> Answer.refused(problem);
            case Checked.Valid<CreditAccount>(CreditAccount command) ->
                switch (accounts.credit(request.principal(), account.id(), command)) {
                    case Accounts.Crediting.Rejected(Problem problem) -> Answer.refused(problem);
                    case Accounts.Crediting.Credited(LedgerEntry entry) -> new Answer.Shown(201,
                            LedgerEntryView.of(entry),
                            Map.of(Answer.LOCATION, Route.BASE + "/accounts/" + account.id() + "/ledger"));
                };
        });
    }

    private Answer ledger(ApiRequest request) {
        return withAccount(request, account -> {
            Faults faults = request.faults();
            Cursors.Scope scope = scope(request, "/accounts/" + account.id() + "/ledger");
            PageRequest wanted = cursors.page(request.query(), scope, faults);
            return Answer.unless(faults.problem(), () -> {
                Page<LedgerEntry> page = accounts.ledger(account.id(), wanted);
                return Answer.shown(new ListView<>(page.items().stream().map(LedgerEntryView::of).toList(),
                        cursors.next(page, one -> one.id().value(), scope)));
            });
        });
    }

    private Answer withAccount(ApiRequest request, Function<Account, Answer> then) {
        return accounts.find(request.id()).map(then).orElseGet(() -> refuse(ApiError.ACCOUNT_NOT_FOUND));
    }

    private static Answer refuse(ApiError error) {
        return Answer.refused(Problem.of(error));
    }
}
