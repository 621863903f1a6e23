package dev.tollgate.control.account;

import dev.tollgate.control.input.Checked;
import dev.tollgate.control.input.Problem;
import dev.tollgate.control.route.Answer;
import dev.tollgate.control.route.ApiRequest;
import dev.tollgate.control.route.ApiRoutes;
import dev.tollgate.control.route.Operation;
import dev.tollgate.control.route.Route;
import dev.tollgate.domain.account.Account;
import dev.tollgate.domain.error.ApiError;
import java.util.Map;
import java.util.OptionalLong;

/// What an account's own people see and change of it (A§3). Thread-safe.
public final class AccountOperations {

    private final Accounts accounts;

    public AccountOperations(Accounts accounts) {
        this.accounts = accounts;
    }

    public Map<Route, Operation> all() {
        return Map.of(ApiRoutes.ME, AccountOperations::me, ApiRoutes.CHANGE_ME, this::changeMe);
    }

    private static Answer me(ApiRequest request) {
        Account account = request.principal().account();
        return Answer.unless(request.faults().problem(),
                () -> Answer.resource(request, AccountView.of(account), account.version()));
    }

    private Answer changeMe(ApiRequest request) {
        Account account = request.principal().account();
        if (request.preconditions().forbidsChange(account.version())) {
            return refuse(ApiError.PRECONDITION_FAILED);
        }
        OptionalLong expected = request.preconditions().conditional()
                ? OptionalLong.of(account.version())
                : OptionalLong.empty();
        return switch (ChangeOwnAccount.read(request.fields())) {
            case Checked.Invalid<ChangeOwnAccount>(Problem problem) -> Answer.refused(problem);
            case Checked.Valid<ChangeOwnAccount>(ChangeOwnAccount command) ->
                switch (accounts.changeOwn(request.principal(), expected, command)) {
                    case Accounts.Outcome.Rejected(ApiError error) -> refuse(error);
                    case Accounts.Outcome.Done(Account changed) ->
                        Answer.shown(AccountView.of(changed), changed.version());
                };
        };
    }

    private static Answer refuse(ApiError error) {
        return Answer.refused(Problem.of(error));
    }
}
