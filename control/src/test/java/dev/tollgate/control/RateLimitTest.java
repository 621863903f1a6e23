package dev.tollgate.control;

import dev.tollgate.domain.account.Account;
import dev.tollgate.domain.audit.Author;
import dev.tollgate.domain.error.StoreFailure;
import dev.tollgate.domain.limit.ApiRates;
import dev.tollgate.domain.plan.Plan;
import dev.tollgate.domain.subuser.SubUserRepository;
import dev.tollgate.domain.token.Scope;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// How many requests a token may make, and what it is told of it (A§1.5).
class RateLimitTest {

    private static final byte[] NO_BODY = {};

    private TestApi api;
    private Account account;
    private Caller caller;

    @BeforeEach
    void start() {
        api = new TestApi();
        account = planned(3, OptionalLong.empty());
        caller = api.as(api.issue(account, Scope.READ));
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private Account planned(int perMinute, OptionalLong perDay) {
        String slug = "p" + perMinute + "-" + perDay.orElse(0);
        api.plans.save(Author.SYSTEM, new Plan(slug, perMinute, perDay, Map.of(), 10, false));
        return api.openAccount(slug + "@acme.example", slug, false);
    }

    private static void standing(Reply reply, int limit, int remaining, String resetsAt) {
        assertThat(reply.header("X-RateLimit-Limit")).isEqualTo(Integer.toString(limit));
        assertThat(reply.header("X-RateLimit-Remaining")).isEqualTo(Integer.toString(remaining));
        assertThat(reply.header("X-RateLimit-Reset"))
                .isEqualTo(Long.toString(Instant.parse(resetsAt).getEpochSecond()));
    }

    @Test
    void a_token_has_the_minutes_requests_of_its_plan_and_no_more() {
        standing(caller.get("/users/me"), 3, 2, "2026-06-02T08:01:00Z");
        standing(caller.get("/users/me"), 3, 1, "2026-06-02T08:01:00Z");
        assertThat(caller.get("/users/me").status()).isEqualTo(200);

        Reply fourth = caller.get("/users/me");

        assertThat(fourth.status()).isEqualTo(429);
        assertThat(fourth.code()).isEqualTo("rate_limited");
        assertThat(fourth.header("Retry-After")).isEqualTo("60");
        standing(fourth, 3, 0, "2026-06-02T08:01:00Z");
    }

    @Test
    void the_next_minute_begins_anew() {
        for (int i = 0; i < 4; i++) {
            caller.get("/users/me");
        }
        api.clock.move(Duration.ofMillis(59_749));
        assertThat(caller.get("/users/me").header("Retry-After")).isEqualTo("1");

        api.clock.move(Duration.ofMillis(1));

        standing(caller.get("/users/me"), 3, 2, "2026-06-02T08:02:00Z");
    }

    @Test
    void each_token_has_its_own() {
        for (int i = 0; i < 4; i++) {
            caller.get("/users/me");
        }

        standing(api.as(api.issue(account, Scope.READ)).get("/users/me"), 3, 2, "2026-06-02T08:01:00Z");
    }

    @Test
    void a_day_has_a_limit_of_its_own_and_the_nearer_one_is_shown() {
        Caller daily = api.as(api.issue(planned(3, OptionalLong.of(5)), Scope.READ));

        standing(daily.get("/users/me"), 3, 2, "2026-06-02T08:01:00Z");
        daily.get("/users/me");
        daily.get("/users/me");
        api.clock.move(Duration.ofMinutes(1));
        standing(daily.get("/users/me"), 5, 1, "2026-06-03T00:00:00Z");
        standing(daily.get("/users/me"), 5, 0, "2026-06-03T00:00:00Z");
        Reply refused = daily.get("/users/me");

        assertThat(refused.code()).isEqualTo("rate_limited");
        assertThat(refused.header("Retry-After")).isEqualTo(Long.toString(
                Duration.between(api.clock.instant(), Instant.parse("2026-06-03T00:00:00Z")).toSeconds() + 1));
        standing(refused, 5, 0, "2026-06-03T00:00:00Z");
        api.clock.move(Duration.ofHours(16));
        standing(daily.get("/users/me"), 3, 2, "2026-06-03T00:02:00Z");
    }

    @Test
    void the_day_is_counted_on_after_a_restart() {
        Account trial = planned(100, OptionalLong.of(5));
        String token = api.issue(trial, Scope.READ);
        for (int i = 0; i < 4; i++) {
            api.as(token).get("/users/me");
        }
        api.rates.write(api.clock.instant());

        try (ApiServer restarted = api.startAnother(new ApiRates(api.apiUsage))) {
            Caller afterwards = api.at(restarted.port(), token);

            standing(afterwards.get("/users/me"), 5, 0, "2026-06-03T00:00:00Z");
            assertThat(afterwards.get("/users/me").code()).isEqualTo("rate_limited");
        }
    }

    @Test
    void every_answer_to_a_known_token_says_how_it_stands() {
        Caller any = api.as(api.issue(api.account, Scope.READ));

        for (Reply reply : new Reply[]{any.get("/subusers/none"), any.get("/subusers?x=1"), any.post("/subusers", "{"),
            any.get("/tokens/verify"), any.send("HEAD", "/users/me", NO_BODY),
            any.get("/users/me", "If-None-Match", "\"v1\"")}) {
            assertThat(reply.header("X-RateLimit-Limit")).as("%s", reply.status()).isEqualTo("6000");
            assertThat(reply.header("X-RateLimit-Remaining")).isNotEmpty();
            assertThat(reply.header("X-RateLimit-Reset")).isNotEmpty();
        }
    }

    @Test
    void a_failure_of_ours_says_it_too() {
        TestApi.Choices usual = TestApi.Choices.USUAL;
        for (RuntimeException failure : new RuntimeException[]{new StoreFailure("away", new IllegalStateException()),
            new IllegalArgumentException("a bug")}) {
            try (TestApi broken = new TestApi(new TestApi.Choices(usual.trustedProxies(), usual.tls(),
                    working -> (SubUserRepository) Proxy.newProxyInstance(SubUserRepository.class.getClassLoader(),
                            new Class<?>[]{SubUserRepository.class}, (proxy, method, arguments) -> {
                                throw failure;
                            }),
                    usual.lastUse()))) {
                Reply reply = broken.caller().get("/subusers");

                assertThat(reply.status()).isGreaterThanOrEqualTo(500);
                assertThat(reply.header("X-RateLimit-Remaining")).isEqualTo("5999");
            }
        }
    }

    @Test
    void who_is_not_known_is_told_nothing_and_uses_nothing_up() {
        String elsewhere = api.issue(account, TokenChanges.sourceIps("203.0.113.1"), Scope.READ);

        for (Reply reply : new Reply[]{api.as("").get("/users/me"), api.as("").get("/status"),
            api.as(elsewhere).get("/users/me"), api.as("").get("/users/me", "Authorization", "Bearer x")}) {
            assertThat(reply.headers().map().keySet()).noneMatch(name -> name.startsWith("x-ratelimit"));
        }
        standing(caller.get("/users/me"), 3, 2, "2026-06-02T08:01:00Z");
    }

    @Test
    void a_token_sees_its_true_figures() {
        Caller verifier = api.as(api.issue(planned(600, OptionalLong.of(10)), Scope.READ));
        verifier.get("/users/me");

        assertThat(verifier.get("/tokens/verify").json().at("/rate_limit").toString())
                .isEqualTo("{\"per_minute\":600,\"remaining\":8,\"per_day\":10}");
        api.clock.move(Duration.ofDays(1));
        assertThat(caller.get("/tokens/verify").json().at("/rate_limit").toString())
                .isEqualTo("{\"per_minute\":3,\"remaining\":2,\"per_day\":null}");
    }

    @Test
    void another_plan_holds_from_the_next_request_on() {
        caller.get("/users/me");
        api.plans.save(Author.SYSTEM, new Plan(account.plan(), 10, OptionalLong.empty(), Map.of(), 10, false));

        standing(caller.get("/users/me"), 10, 8, "2026-06-02T08:01:00Z");
        api.plans.save(Author.SYSTEM, new Plan(account.plan(), 1, OptionalLong.empty(), Map.of(), 10, false));
        assertThat(caller.get("/users/me").code()).isEqualTo("rate_limited");
    }
}
