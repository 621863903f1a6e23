package dev.tollgate.control;

import dev.tollgate.control.input.Issue;
import dev.tollgate.control.route.Access;
import dev.tollgate.control.route.ApiRoutes;
import dev.tollgate.control.route.Route;
import dev.tollgate.domain.error.ApiError;
import dev.tollgate.domain.token.Scope;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/// The route table: who may call what, what else a path answers, and that the description says the same.
class RoutesTest {

    private static final TestApi API = new TestApi();
    private static final byte[] NO_BODY = new byte[0];
    /// A§17, by hand: what each operation asks for.
    private static final Map<String, Set<Scope>> MATRIX = matrix();

    @AfterAll
    static void stop() {
        API.close();
    }

    private static Map<String, Set<Scope>> matrix() {
        Map<String, Set<Scope>> matrix = new LinkedHashMap<>();
        matrix.put("GET /users/me", Set.of(Scope.READ));
        matrix.put("PATCH /users/me", Set.of(Scope.ALL));
        matrix.put("GET /plan", Set.of(Scope.READ));
        matrix.put("GET /subusers", Set.of(Scope.READ));
        matrix.put("POST /subusers", Set.of(Scope.SUBUSERS_WRITE));
        matrix.put("GET /subusers/{id}", Set.of(Scope.READ));
        matrix.put("PATCH /subusers/{id}", Set.of(Scope.SUBUSERS_WRITE));
        matrix.put("POST /subusers/{id}/rotate-password", Set.of(Scope.SUBUSERS_WRITE));
        matrix.put("DELETE /subusers/{id}", Set.of(Scope.SUBUSERS_WRITE));
        matrix.put("GET /whitelists", Set.of(Scope.READ));
        matrix.put("POST /whitelists", Set.of(Scope.WHITELISTS_WRITE));
        matrix.put("GET /whitelists/{id}", Set.of(Scope.READ));
        matrix.put("PATCH /whitelists/{id}", Set.of(Scope.WHITELISTS_WRITE));
        matrix.put("DELETE /whitelists/{id}", Set.of(Scope.WHITELISTS_WRITE));
        matrix.put("GET /members", Set.of(Scope.READ));
        matrix.put("POST /members", Set.of(Scope.ALL));
        matrix.put("GET /members/{id}", Set.of(Scope.READ));
        matrix.put("PATCH /members/{id}", Set.of(Scope.ALL));
        matrix.put("DELETE /members/{id}", Set.of(Scope.ALL));
        matrix.put("GET /accounts", Set.of(Scope.OPERATOR_READ));
        matrix.put("POST /accounts", Set.of(Scope.OPERATOR_ACCOUNTS));
        matrix.put("GET /accounts/{id}", Set.of(Scope.OPERATOR_READ));
        matrix.put("PATCH /accounts/{id}", Set.of(Scope.OPERATOR_ACCOUNTS));
        matrix.put("POST /accounts/{id}/credit", Set.of(Scope.OPERATOR_ACCOUNTS));
        matrix.put("GET /accounts/{id}/ledger", Set.of(Scope.OPERATOR_READ));
        matrix.put("GET /plans", Set.of(Scope.OPERATOR_READ));
        matrix.put("POST /plans", Set.of(Scope.OPERATOR_PLANS));
        matrix.put("GET /plans/{slug}", Set.of(Scope.OPERATOR_READ));
        matrix.put("PATCH /plans/{slug}", Set.of(Scope.OPERATOR_PLANS));
        matrix.put("DELETE /plans/{slug}", Set.of(Scope.OPERATOR_PLANS));
        return matrix;
    }

    @Test
    void every_operation_asks_for_the_scope_of_the_matrix_and_for_no_other() {
        Map<Scope, String> tokens = new EnumMap<>(Scope.class);
        for (Scope scope : Scope.values()) {
            tokens.put(scope, API.issue(API.account, scope));
        }
        for (Route route : needingScope()) {
            Set<Scope> enough = Objects.requireNonNull(MATRIX.get(route.method() + " " + route.path()));
            for (Scope scope : Scope.values()) {
                Reply reply = call(route, API.as(Objects.requireNonNull(tokens.get(scope))));

                boolean refused = reply.code().equals("insufficient_scope");
                assertThat(!refused).as("%s with %s", route, scope)
                        .isEqualTo(enough.stream().anyMatch(scope::satisfies));
                if (refused) {
                    String needed = enough.iterator().next().text();
                    assertThat(reply.status()).isEqualTo(403);
                    assertThat(reply.faults()).isEqualTo(needed + " required");
                    assertThat(reply.header("WWW-Authenticate")).isEqualTo(
                            "Bearer realm=\"helodata\", error=\"insufficient_scope\", scope=\"" + needed + "\"");
                }
            }
        }
    }

    @Test
    void the_matrix_names_every_operation_that_needs_a_scope() {
        assertThat(needingScope().stream().map(route -> route.method() + " " + route.path()))
                .containsExactlyInAnyOrderElementsOf(MATRIX.keySet());
    }

    @Test
    void any_valid_token_may_look_at_itself() {
        Reply reply = API.as(API.issue(API.account, TokenChanges.sourceIps("127.0.0.0/8"), Scope.ORDERS_WRITE))
                .get("/tokens/verify");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().at("/scopes").toString()).isEqualTo("[\"orders:write\"]");
        assertThat(reply.at("/presented")).isEqualTo("current");
        assertThat(reply.at("/source_ip")).isEqualTo("127.0.0.1");
        assertThat(reply.at("/source_ip_rule")).isEqualTo("127.0.0.0/8");
        assertThat(reply.json().at("/rate_limit").toString())
                .isEqualTo("{\"per_minute\":6000,\"remaining\":6000,\"per_day\":null}");
    }

    @Test
    void every_operation_that_needs_credentials_misses_them() {
        for (Route route : ApiRoutes.ALL) {
            Reply reply = call(route, API.as(""));

            if (route.access() instanceof Access.Open) {
                assertThat(reply.status() == 200 ? "" : reply.code()).as(route.toString())
                        .isNotEqualTo("missing_token");
            } else {
                assertThat(reply.code()).as(route.toString()).isEqualTo("missing_token");
                assertThat(reply.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"helodata\"");
            }
        }
    }

    @Test
    void a_bad_token_is_told_so_in_the_challenge() {
        for (String bad : new String[]{"Basic dXNlcjpwYXNz", "Bearer", "Bearer ", "Bearer hel_live_x", "x"}) {
            Reply reply = API.as("").get("/users/me", "Authorization", bad);

            assertThat(reply.code()).as(bad).isEqualTo("invalid_token");
            assertThat(reply.header("WWW-Authenticate"))
                    .isEqualTo("Bearer realm=\"helodata\", error=\"invalid_token\"");
        }
    }

    @Test
    void the_scheme_is_read_in_any_case() {
        assertThat(API.as("").get("/users/me", "Authorization", "bEARER " + API.token).status()).isEqualTo(200);
    }

    @Test
    void an_unknown_path_is_not_found_whoever_asks() {
        for (String path : new String[]{"/v1/nothing", "/v1", "/", "/v1/", "/v1/subusers/", "/subusers",
            "/v2/subusers", "/v1/subusers/a/b", "/v1//subusers", "/v1/subusers/x/rotate-password/", "/v1/tokens",
            "/v1/subusers/x/refusals", "/v1/subusers/x/live", "/v1/subusers/x/disconnect", "/v1/%73ubusers"}) {
            Reply reply = API.as("").exchange("GET", path, NO_BODY);

            assertThat(reply.status()).as(path).isEqualTo(404);
            assertThat(reply.code()).as(path).isEqualTo("not_found");
            assertThat(reply.header("X-Request-Id")).isEqualTo(reply.at("/request_id")).matches("req_[0-9A-Z]{26}");
            assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
            assertThat(reply.header("Content-Type")).isEqualTo("application/json");
        }
    }

    @Test
    void another_method_is_told_which_ones_there_are() {
        Map<String, String> allowed = Map.of("/subusers", "GET, HEAD, POST", "/subusers/x", "GET, HEAD, PATCH, DELETE",
                "/subusers/x/rotate-password", "POST", "/status", "GET, HEAD", "/whitelists", "GET, HEAD, POST",
                "/tokens/verify", "GET, HEAD");
        allowed.forEach((path, methods) -> {
            for (String method : new String[]{"PUT", "OPTIONS", "PROPFIND", "TRACE"}) {
                Reply reply = API.as("").send(method, path, NO_BODY);

                assertThat(reply.status()).as(method + path).isEqualTo(405);
                assertThat(reply.code()).isEqualTo("method_not_allowed");
                assertThat(reply.header("Allow")).isEqualTo(methods);
            }
        });
    }

    @Test
    void head_answers_as_get_without_the_body() {
        for (String path : new String[]{"/users/me", "/status", "/subusers", "/subusers/none"}) {
            Reply get = API.caller().get(path);
            Reply head = API.caller().send("HEAD", path, NO_BODY);

            assertThat(head.status()).isEqualTo(get.status());
            assertThat(head.body()).isEmpty();
            assertThat(head.header("ETag")).isEqualTo(get.header("ETag"));
            assertThat(head.header("Content-Type")).isEqualTo(get.header("Content-Type"));
            assertThat(head.header("X-Request-Id")).startsWith("req_");
        }
    }

    @Test
    void the_status_says_nothing_of_tenants_and_whether_changes_wait() {
        assertThat(API.as("").get("/status").body())
                .isEqualTo("{\"status\":\"ok\",\"version\":\"1.2.3\",\"time\":\"2026-06-02T08:00:00Z\"}");

        API.publisher.say(false);

        assertThat(API.as("").get("/status").at("/status")).isEqualTo("degraded");
        API.publisher.say(true);
    }

    @Test
    void the_description_is_served_to_anybody() {
        Reply reply = API.as("").get("/openapi.yaml");

        assertThat(reply.header("Content-Type")).startsWith("application/yaml");
        assertThat(reply.body()).isEqualTo(Description.TEXT);
    }

    @Test
    void the_description_and_the_route_table_list_the_same_operations() {
        Set<String> described = new TreeSet<>();
        Description.json().path("paths").forEachEntry((path, item) -> item.forEachEntry((method, operation) -> {
            if (!method.equals("parameters")) {
                described.add(method.toUpperCase(Locale.ROOT) + " " + path);
            }
        }));

        assertThat(described).containsExactlyElementsOf(ApiRoutes.ALL.stream()
                .map(route -> route.method() + " " + route.path()).collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void the_description_and_the_route_table_agree_on_scopes_and_parameters() {
        for (Route route : ApiRoutes.ALL) {
            JsonNode operation = Description.json().path("paths").path(route.path())
                    .path(route.method().name().toLowerCase(Locale.ROOT));
            Set<String> scopes = new LinkedHashSet<>();
            operation.path("x-scopes").forEach(scope -> scopes.add(scope.stringValue()));
            assertThat(scopes).as(route.toString()).isEqualTo(
                    scopes(route).stream().map(Scope::text).collect(Collectors.toSet()));
            assertThat(operation.path("security").toString()).as(route.toString()).isEqualTo(security(route));
            assertThat(Description.queryParameters(operation)).as(route.toString()).isEqualTo(route.query());
        }
    }

    @Test
    void the_description_lists_every_code_and_every_issue() {
        JsonNode error = Description.json().at("/components/schemas/Error/properties");

        assertThat(words(error.at("/code/enum"))).containsExactlyInAnyOrderElementsOf(Arrays.stream(ApiError.values())
                .map(ApiError::code).toList());
        assertThat(words(error.at("/details/items/properties/issue/enum")))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Issue.values()).map(Issue::word).toList());
    }

    private static Set<String> words(JsonNode list) {
        Set<String> words = new LinkedHashSet<>();
        list.forEach(word -> words.add(word.stringValue()));
        return words;
    }

    private static List<Route> needingScope() {
        return ApiRoutes.ALL.stream().filter(route -> !scopes(route).isEmpty()).toList();
    }

    private static Set<Scope> scopes(Route route) {
        return switch (route.access()) {
            case Access.Needs(Set<Scope> anyOf) -> anyOf;
            case Access.Owner() -> Set.of(Scope.ALL);
            case Access.Open(),Access.AnyToken(),Access.SignedIn() -> Set.of();
        };
    }

    /// As the description says it; nothing where that of the whole description holds.
    private static String security(Route route) {
        return switch (route.access()) {
            case Access.Open() -> "[]";
            case Access.AnyToken() -> "[{\"token\":[]}]";
            case Access.SignedIn() -> "[{\"session\":[]},{\"sessionOnLoopback\":[]}]";
            case Access.Needs(var _),Access.Owner() -> "";
        };
    }

    private static Reply call(Route route, Caller caller) {
        byte[] body = Stream.of("POST", "PATCH").anyMatch(route.method().name()::equals)
                ? new byte[]{'{', '}'}
                : NO_BODY;
        return caller.send(route.method().name(), route.path().replaceAll("\\{.*?}", "none"), body);
    }
}
