package dev.tollgate.control;

import dev.tollgate.control.route.Access;
import dev.tollgate.control.route.ApiRoutes;
import dev.tollgate.control.route.Method;
import dev.tollgate.control.route.Route;
import dev.tollgate.domain.audit.Author;
import dev.tollgate.domain.plan.Plan;
import dev.tollgate.domain.token.Scope;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/// The conventions of A§1.1 to A§1.5 on every route there is, those that are added later too: each route is asked with a right
/// request from the description, and then with one thing different.
class EveryRouteTest {

    private static final String KEY = "Idempotency-Key";
    /// Too much chance for anything but a secret. Ids are a prefix and 26 characters of base 32.
    private static final Pattern CHANCE = Pattern.compile("(?![a-z]{2,4}_[0-9A-HJKMNP-TV-Z]{26}$)[0-9A-Za-z_-]{24,}");

    private TestApi api;
    private Caller caller;
    private RouteSamples samples;

    @BeforeEach
    void start() {
        api = new TestApi();
        Plan plan = api.plans.find(Plan.EMBEDDED_DEFAULT).orElseThrow();
        api.plans.save(Author.SYSTEM, new Plan(plan.slug(), 1_000_000, OptionalLong.empty(), plan.products(), plan
                .subUsersMax(),
                plan.trial()));
        caller = api.as(api.issue(api.account, Scope.ALL, Scope.OPERATOR_ALL));
        samples = new RouteSamples(caller);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private static Stream<Route> routes(Predicate<Route> which) {
        return ApiRoutes.ALL.stream().filter(which);
    }

    private static boolean known(Route route) {
        return !(route.access() instanceof Access.Open);
    }

    private static boolean single(Route route) {
        return route.path().endsWith("}");
    }

    private static boolean post(Route route) {
        return route.method() == Method.POST && known(route);
    }

    private Reply send(Route route, String path, String... headers) {
        return caller.send(route.method().name(), path, samples.body(route).getBytes(StandardCharsets.UTF_8), headers);
    }

    /// Asks every route of a kind that its sample serves, of which there must be some.
    private void served(Predicate<Route> which, BiConsumer<Route, String> asked) {
        List<Route> served = new ArrayList<>();
        routes(which).forEach(route -> {
            String path = samples.path(route);
            if (!path.contains("/none")) {
                asked.accept(route, path);
                served.add(route);
            }
        });
        assertThat(served).isNotEmpty();
    }

    @Test
    void the_samples_of_the_description_are_right() {
        served(route -> post(route) && Stream.of("/subusers", "/whitelists", "/subusers/{id}/rotate-password")
                .anyMatch(route.path()::equals),
                (route, path) -> assertThat(send(route, path).status()).as("%s", route).isIn(200, 201));
    }

    @Test
    void an_unknown_parameter_is_named() {
        served(route -> true, (route, path) -> assertThat(send(route, path + "?surprise=1").faults())
                .as("%s", route).contains("query.surprise unknown_field"));
    }

    @Test
    void an_unknown_field_is_named() {
        served(route -> known(route) && route.method().takesBody(), (route, path) -> {
            String body = samples.body(route);
            String more = body.length() > 2 ? "{\"surprise\":1," + body.substring(1) : "{\"surprise\":1}";

            assertThat(caller.send(route.method().name(), path, more.getBytes(StandardCharsets.UTF_8)).faults())
                    .as("%s", route).contains("surprise unknown_field");
        });
    }

    @Test
    void a_malformed_idempotency_key_is_named() {
        served(EveryRouteTest::post, (route, path) -> assertThat(send(route, path, KEY, "two words").faults())
                .as("%s", route).contains("header.Idempotency-Key bad_format"));
    }

    @Test
    void a_repetition_is_answered_as_the_first_was_but_for_its_secrets() {
        served(EveryRouteTest::post, (route, path) -> {
            byte[] body = samples.body(route).getBytes(StandardCharsets.UTF_8);
            Reply first = caller.send("POST", path, body, KEY, "k");

            Reply second = caller.send("POST", path, body, KEY, "k");

            assertThat(second.status()).as("%s", route).isEqualTo(first.status()).isLessThan(500);
            assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
            assertThat(second.header("Location")).isEqualTo(first.header("Location"));
            assertThat(second.header("ETag")).isEqualTo(first.header("ETag"));
            if (!first.body().isEmpty()) {
                nothingButSecretsMissing(route, first.json(), second.json());
            }
        });
    }

    /// What is missing from the second was shown once, and what has too much chance in it is missing.
    private static void nothingButSecretsMissing(Route route, JsonNode first, JsonNode second) {
        if (first.isContainer()) {
            assertThat(second.size()).as("%s %s", route, second).isEqualTo(first.size());
            first.propertyNames().forEach(name -> nothingButSecretsMissing(route, first.path(name),
                    second.path(name)));
            for (int i = 0; first.isArray() && i < first.size(); i++) {
                nothingButSecretsMissing(route, first.path(i), second.path(i));
            }
        } else if (!second.equals(first)) {
            assertThat(second.isNull()).as("%s: %s instead of %s", route, second, first).isTrue();
        } else if (first.isString()) {
            assertThat(CHANCE.matcher(first.stringValue()).matches())
                    .as("%s shows %s again: is it of type ShownOnce?", route, first).isFalse();
        }
    }

    @Test
    void what_is_made_is_where_its_location_says() {
        served(route -> post(route) && !route.path().contains("{"), (route, path) -> {
            Reply made = send(route, path);
            if (made.status() == 201) {
                String location = made.header("Location");
                assertThat(location).as("%s", route).startsWith("/v1/");
                if (routes(one -> one.method() == Method.GET && one.path().equals(route.path() + "/{id}")).findAny()
                        .isPresent()) {
                    Reply found = caller.exchange("GET", location, new byte[0]);
                    assertThat(found.status()).as("%s", location).isEqualTo(200);
                    assertThat(found.header("ETag")).isEqualTo(made.header("ETag"));
                }
            }
        });
    }

    @Test
    void a_single_resource_has_a_version_by_which_it_need_not_be_sent_again() {
        served(route -> route.method() == Method.GET && known(route) && single(route), (route, path) -> {
            String version = caller.get(path).header("ETag");
            Reply same = caller.get(path, "If-None-Match", version);

            assertThat(version).as("%s", route).matches("\"v[0-9]+\"");
            assertThat(same.status()).isEqualTo(304);
            assertThat(same.body()).isEmpty();
            assertThat(same.header("ETag")).isEqualTo(version);
            assertThat(caller.get(path, "If-None-Match", "\"v0\"").status()).isEqualTo(200);
        });
    }

    @Test
    void another_version_is_neither_changed_nor_removed() {
        served(route -> single(route) && (route.method() == Method.PATCH || route.method() == Method.DELETE),
                (route, path) -> {
                    Reply refused = caller.send(route.method().name(), path,
                            route.method() == Method.PATCH
                                    ? "{\"surprise\":1}".getBytes(StandardCharsets.UTF_8)
                                    : new byte[0],
                            "If-Match", "\"v0\"");

                    assertThat(refused.status()).as("%s", route).isEqualTo(412);
                    assertThat(refused.code()).isEqualTo("precondition_failed");
                });
    }

    @Test
    void a_change_of_nothing_changes_nothing() {
        served(route -> single(route) && route.method() == Method.PATCH, (route, path) -> {
            String version = caller.patch(path, "{}").header("ETag");

            assertThat(version).as("%s", route).matches("\"v[0-9]+\"");
            assertThat(caller.patch(path, "").header("ETag")).isEqualTo(version);
            assertThat(caller.patch(path, "{}", "If-Match", version).status()).isEqualTo(200);
        });
    }

    @Test
    void what_was_removed_is_not_there() {
        served(route -> single(route) && route.method() == Method.DELETE, (route, path) -> {
            Reply removed = caller.delete(path);
            if (removed.status() == 204) {
                assertThat(removed.body()).isEmpty();
                assertThat(caller.delete(path, KEY, "k").status()).as("%s", route).isIn(204, 404);
            }
        });
    }

    @Test
    void head_says_what_get_says_without_a_body() {
        served(route -> route.method() == Method.GET, (route, path) -> {
            Reply get = caller.get(path);
            Reply head = caller.send("HEAD", path, new byte[0]);

            assertThat(head.status()).as("%s", route).isEqualTo(get.status());
            assertThat(head.body()).isEmpty();
            assertThat(head.header("ETag")).isEqualTo(get.header("ETag"));
            assertThat(head.header("Content-Type")).isEqualTo(get.header("Content-Type"));
        });
    }

    @Test
    void every_answer_carries_what_every_answer_carries() {
        served(route -> true, (route, path) -> {
            for (Reply reply : List.of(send(route, path), send(route, path + "?surprise=1"))) {
                assertThat(reply.header("X-Request-Id")).as("%s", route).matches("req_[0-9A-Z]{26}");
                assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
                assertThat(reply.header("Content-Type")).isNotEmpty();
                assertThat(reply.header("X-RateLimit-Remaining").isEmpty()).isEqualTo(!known(route));
            }
        });
    }

    @Test
    void a_list_has_pages_of_1_to_200() {
        served(route -> route.query().contains("limit"), (route, path) -> {
            assertThat(caller.get(path + "?limit=200").json().path("data").isArray()).as("%s", route).isTrue();
            for (String limit : new String[]{"0", "201", "-1"}) {
                assertThat(caller.get(path + "?limit=" + limit).faults()).isEqualTo("query.limit out_of_range");
            }
            assertThat(caller.get(path + "?limit=x&cursor=x").faults())
                    .isEqualTo("query.limit bad_format, query.cursor bad_format");
        });
    }
}
