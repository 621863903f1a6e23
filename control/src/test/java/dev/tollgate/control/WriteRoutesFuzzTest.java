package dev.tollgate.control;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tollgate.control.route.ApiRoutes;
import dev.tollgate.control.route.Route;
import dev.tollgate.domain.audit.Author;
import dev.tollgate.domain.plan.Plan;
import dev.tollgate.domain.token.Scope;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

import static org.assertj.core.api.Assertions.assertThat;

/// Whatever body comes to a route that takes one, the answer is none of a failure of ours, and as the description says. Fuzzed
/// with `JAZZER_FUZZ=1` and `-Dtest.jvm.extra=`; else the seeds run.
class WriteRoutesFuzzTest {

    private static final int SEED = 20_260_602;
    private static final int ROUNDS = 400;
    private static final List<Route> ROUTES = ApiRoutes.ALL.stream().filter(route -> route.method().takesBody())
            .toList();
    private static TestApi api;
    private static Caller caller;
    private static final Map<Route, Target> TARGETS = new LinkedHashMap<>();

    /// Where a route is asked, and what a right body is.
    private record Target(String path, JsonNode right) {}

    @BeforeAll
    static void start() {
        api = new TestApi();
        Plan plan = api.plans.find(Plan.EMBEDDED_DEFAULT).orElseThrow();
        api.plans.save(Author.SYSTEM, new Plan(plan.slug(), Integer.MAX_VALUE, OptionalLong.empty(), plan.products(),
                Integer.MAX_VALUE, plan.trial()));
        caller = api.as(api.issue(api.account, Scope.ALL, Scope.OPERATOR_ALL));
        RouteSamples samples = new RouteSamples(caller);
        ROUTES.forEach(route -> TARGETS.put(route,
                new Target(samples.path(route), samples.tree(route).orElse(JsonNodeFactory.instance.objectNode()))));
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @FuzzTest
    void no_body_makes_a_route_fail(FuzzedDataProvider data) {
        Route route = ROUTES.get(data.consumeInt(0, ROUTES.size() - 1));
        IntUnaryOperator below = bound -> data.consumeInt(0, bound - 1);
        answered(route, data.consumeBoolean()
                ? new JsonByChance(below).changed(target(route).right())
                : data.consumeRemainingAsString().getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void no_right_body_with_something_wrong_in_it_makes_a_route_fail() {
        Random random = new Random(SEED);
        JsonByChance chance = new JsonByChance(random::nextInt);
        for (int round = 0; round < ROUNDS; round++) {
            for (Route route : ROUTES) {
                answered(route, chance.changed(target(route).right()));
            }
        }
    }

    private static Target target(Route route) {
        return Objects.requireNonNull(TARGETS.get(route));
    }

    private static void answered(Route route, byte[] body) {
        Reply reply = caller.send(route.method().name(), target(route).path(), body);

        assertThat(reply.status()).as("%s %s -> %s", route, new String(body, StandardCharsets.UTF_8), reply.body())
                .isLessThan(500).isNotEqualTo(429);
    }
}
