package dev.tollgate.control.account;

import dev.tollgate.control.route.Answer;
import dev.tollgate.control.route.ApiRequest;
import dev.tollgate.control.route.ApiRoutes;
import dev.tollgate.control.route.Operation;
import dev.tollgate.control.route.Route;
import dev.tollgate.domain.account.Account;
import java.util.Map;

/// The operations of A§3 that exist.
public final class AccountOperations {

    private AccountOperations() {}

    public static Map<Route, Operation> all() {
        return Map.of(ApiRoutes.ME, AccountOperations::me);
    }

    private static Answer me(ApiRequest request) {
        Account account = request.principal().account();
        return Answer.unless(request.faults().problem(),
                () -> Answer.resource(request, AccountView.of(account), account.version()));
    }
}
