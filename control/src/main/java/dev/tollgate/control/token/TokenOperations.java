package dev.tollgate.control.token;

import dev.tollgate.control.account.Plans;
import dev.tollgate.control.authentication.TokenPrincipal;
import dev.tollgate.control.route.Answer;
import dev.tollgate.control.route.ApiRequest;
import dev.tollgate.control.route.ApiRoutes;
import dev.tollgate.control.route.Operation;
import dev.tollgate.control.route.Route;

import java.util.Map;

/// The operations of A§2 that exist. Thread-safe.
public final class TokenOperations {

    private final Plans plans;

    public TokenOperations(Plans plans) {
        this.plans = plans;
    }

    public Map<Route, Operation> all() {
        return Map.of(ApiRoutes.VERIFY_TOKEN, this::verify);
    }

    private Answer verify(ApiRequest request) {
        TokenPrincipal principal = request.tokenPrincipal();
        return Answer.unless(request.faults().problem(),
                () -> Answer.shown(TokenView.of(principal, plans.of(principal.account()))));
    }
}
