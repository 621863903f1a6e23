package dev.tollgate.control.token;

import dev.tollgate.control.account.Plans;
import dev.tollgate.control.authentication.TokenPrincipal;
import dev.tollgate.control.route.Answer;
import dev.tollgate.control.route.ApiRequest;
import dev.tollgate.control.route.ApiRoutes;
import dev.tollgate.control.route.Operation;
import dev.tollgate.control.route.Route;
import dev.tollgate.domain.limit.ApiRates;
import dev.tollgate.domain.limit.CallerId;
import dev.tollgate.domain.plan.Plan;
import java.time.InstantSource;
import java.util.Map;

/// The operations of A§2 that exist. Thread-safe.
public final class TokenOperations {

    private final Plans plans;
    private final ApiRates rates;
    private final InstantSource clock;

    public TokenOperations(Plans plans, ApiRates rates, InstantSource clock) {
        this.plans = plans;
        this.rates = rates;
        this.clock = clock;
    }

    public Map<Route, Operation> all() {
        return Map.of(ApiRoutes.VERIFY_TOKEN, this::verify);
    }

    private Answer verify(ApiRequest request) {
        TokenPrincipal principal = request.tokenPrincipal();
        return Answer.unless(request.faults().problem(), () -> {
            Plan plan = plans.of(principal.account());
            return Answer.shown(TokenView.of(principal, plan,
                    rates.standing(new CallerId(principal.id()), plan, clock.instant()).remaining()));
        });
    }
}
