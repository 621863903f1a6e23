package dev.tollgate.control;

import dev.tollgate.domain.account.Account;
import dev.tollgate.domain.token.Scope;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// Every example and every error of the pages *sub-users* and *authentication* of the source, literally.
class SourceExamplesTest {

    /// What curl sends with `-d` and without a `Content-Type` of the caller's.
    private static final String[] AS_CURL = {"Content-Type", "application/x-www-form-urlencoded"};
    private static final String STAGING = """
            {
                   "label":    "acme-staging",
                   "products": ["residential"],
                   "concurrent_max": 200,
                   "rps_max":        500
                 }""";
    private static final TestApi API = new TestApi();

    private Account account = API.account;
    private Caller caller = API.caller();

    @BeforeEach
    void open_an_account() {
        account = API.openAccount("a" + System.identityHashCode(this) + "@acme.example", "pro", false);
        caller = API.as(API.issue(account, Scope.ALL));
    }

    @AfterAll
    static void stop() {
        API.close();
    }

    @Test
    void creating_answers_id_name_password_label_and_products() {
        Reply reply = caller.post("/subusers", STAGING, "Content-Type", "application/json");

        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.at("/id")).startsWith("sub_").hasSize(30);
        assertThat(reply.at("/name")).matches("s[a-z0-9]{10}");
        assertThat(reply.at("/password")).matches("[0-9A-Za-z]{32}");
        assertThat(reply.at("/label")).isEqualTo("acme-staging");
        assertThat(reply.json().at("/products").toString()).isEqualTo("[\"residential\"]");
    }

    @Test
    void the_password_is_shown_once() {
        String id = create(STAGING).at("/id");

        assertThat(caller.get("/subusers/" + id).body()).doesNotContain("password\"");
        assertThat(caller.get("/subusers").body()).doesNotContain("password\"");
        assertThat(caller.patch("/subusers/" + id, "{}").body()).doesNotContain("password\"");
    }

    @Test
    void the_list_shows_data_and_next_cursor_and_filters_by_product() {
        caller.post("/subusers", """
                {"label":"acme-prod","products":["residential","mobile"],"concurrent_max":600,"rps_max":1000}""");
        create("{\"label\":\"other\",\"products\":[\"mobile\"]}");

        Reply reply = caller.get("/subusers?product=residential");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().at("/next_cursor").isNull()).isTrue();
        assertThat(reply.json().at("/data").size()).isEqualTo(1);
        assertThat(reply.at("/data/0/label")).isEqualTo("acme-prod");
        assertThat(reply.json().at("/data/0/products").toString()).isEqualTo("[\"residential\",\"mobile\"]");
        assertThat(reply.at("/data/0/status")).isEqualTo("active");
        assertThat(reply.json().at("/data/0/concurrent_max").intValue()).isEqualTo(600);
        assertThat(reply.json().at("/data/0/rps_max").intValue()).isEqualTo(1000);
        assertThat(reply.at("/data/0/created_at")).isEqualTo("2026-06-02T08:00:00Z");
    }

    @Test
    void a_change_of_limit_and_status_as_on_the_page() {
        Account business = API.openAccount("b" + System.identityHashCode(this) + "@acme.example", "business", false);
        caller = API.as(API.issue(business, Scope.ALL));
        String id = create(STAGING).at("/id");

        Reply reply = caller.patch("/subusers/" + id, "{\"concurrent_max\": 1000, \"status\": \"active\"}",
                "Content-Type", "application/json");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().at("/concurrent_max").intValue()).isEqualTo(1000);
    }

    @Test
    void products_cannot_be_changed() {
        String id = create(STAGING).at("/id");

        Reply reply = caller.patch("/subusers/" + id, "{\"products\":[\"mobile\"]}");

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.faults()).isEqualTo("products read_only");
    }

    @Test
    void rotating_without_a_body_answers_the_new_password_once_and_the_old_one_works_60_seconds_more() {
        Reply created = create(STAGING);

        Reply reply = caller.post("/subusers/" + created.at("/id") + "/rotate-password", "");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.at("/password")).matches("[0-9A-Za-z]{32}").isNotEqualTo(created.at("/password"));
        assertThat(reply.at("/id")).isEqualTo(created.at("/id"));
        assertThat(reply.at("/name")).isEqualTo(created.at("/name"));
        assertThat(reply.at("/old_valid_until")).isEqualTo("2026-06-02T08:01:00Z");
        assertThat(caller.get("/subusers/" + created.at("/id")).at("/rotation/rotated_at"))
                .isEqualTo("2026-06-02T08:00:00Z");
    }

    @Test
    void a_deleted_sub_user_is_gone_and_its_label_free() {
        String id = create(STAGING).at("/id");

        Reply reply = caller.delete("/subusers/" + id);

        assertThat(reply.status()).isEqualTo(204);
        assertThat(reply.body()).isEmpty();
        assertThat(caller.delete("/subusers/" + id).code()).isEqualTo("subuser_not_found");
        assertThat(create(STAGING).status()).isEqualTo(201);
    }

    @Test
    void a_taken_label_is_a_conflict() {
        create(STAGING);

        Reply reply = caller.post("/subusers", STAGING, AS_CURL);

        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.code()).isEqualTo("label_taken");
    }

    @Test
    void a_figure_above_the_plan_is_refused() {
        Reply reply = caller.post("/subusers", STAGING.replace("200", "601"), AS_CURL);

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.code()).isEqualTo("over_plan_limit");
    }

    @Test
    void an_unknown_id_is_not_found() {
        Reply reply = caller.get("/subusers/sub_01HX2K3PQ4M5");

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.code()).isEqualTo("subuser_not_found");
    }

    @Test
    void the_token_of_the_authorization_header_reads_the_account() {
        Reply reply = caller.get("/users/me");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.at("/id")).isEqualTo(account.id().value());
        assertThat(reply.at("/plan")).isEqualTo("pro");
    }

    @Test
    void without_a_token_or_with_a_wrong_one() {
        String right = API.issue(account, Scope.READ);
        String absent = "hel_live_" + "0".repeat(64);

        denied(API.as(""), 401, "missing_token");
        denied(API.as("hel_live_01HXabc"), 401, "invalid_token");
        denied(API.as(absent), 401, "invalid_token");
        denied(API.as(right.replace("hel_live_", "hel_test_")), 401, "invalid_token");
        denied(API.as(right + "0"), 401, "invalid_token");
    }

    @Test
    void a_revoked_token_and_one_whose_grace_is_over() {
        String revoked = API.issue(account, TokenChanges.revokedAt(TestApi.START), Scope.READ);
        String old = API.issueReplaced(account, TestApi.START, Scope.READ);
        String inGrace = API.issueReplaced(account, TestApi.START.plus(Duration.ofHours(24)), Scope.READ);

        denied(API.as(revoked), 401, "revoked_token");
        denied(API.as(old), 401, "expired_token");
        assertThat(API.as(inGrace).get("/users/me").status()).isEqualTo(200);
        assertThat(API.as(inGrace).get("/tokens/verify").at("/presented")).isEqualTo("old");
        assertThat(API.as(inGrace).get("/tokens/verify").at("/valid_until")).isEqualTo("2026-06-03T08:00:00Z");
    }

    @Test
    void a_new_token_has_the_prefix_and_64_characters_and_is_shown_once() {
        Reply made = caller.post("/tokens", "{\"name\":\"dashboard\",\"scopes\":[\"read\",\"orders:write\"]}", AS_CURL);

        assertThat(made.at("/token")).matches("hel_live_[0-9A-Za-z]{64}");
        assertThat(caller.get("/tokens/" + made.at("/id")).body()).doesNotContain(made.at("/token"));
        assertThat(API.as(made.at("/token")).get("/users/me").status()).isEqualTo(200);
    }

    @Test
    void a_token_rotates_itself_without_a_body_and_the_old_one_goes_on() {
        Caller existing = API.as(API.issue(account, Scope.READ));
        String id = existing.get("/tokens/verify").at("/token_id");

        Reply rotated = existing.post("/tokens/" + id + "/rotate", "");

        assertThat(rotated.status()).isEqualTo(200);
        assertThat(API.as(rotated.at("/token")).get("/users/me").status()).isEqualTo(200);
        assertThat(existing.get("/users/me").status()).isEqualTo(200);
    }

    @Test
    void a_token_revokes_itself_and_ends_at_once() {
        Caller existing = API.as(API.issue(account, Scope.READ));

        Reply revoked = existing.delete("/tokens/" + existing.get("/tokens/verify").at("/token_id"));

        assertThat(revoked.status()).isEqualTo(204);
        denied(existing, 401, "revoked_token");
    }

    @Test
    void a_token_that_lacks_the_scope_or_comes_from_elsewhere() {
        String writer = API.issue(account, Scope.ORDERS_WRITE);
        String elsewhere = API.issue(account, TokenChanges.sourceIps("203.0.113.0/28"), Scope.ALL);

        denied(API.as(writer), 403, "insufficient_scope");
        denied(API.as(elsewhere), 403, "source_ip_not_allowed");
    }

    private static void denied(Caller caller, int status, String code) {
        Reply reply = caller.get("/users/me");

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.code()).isEqualTo(code);
    }

    private Reply create(String body) {
        Reply reply = caller.post("/subusers", body, AS_CURL);
        assertThat(reply.status()).as(reply.body()).isEqualTo(201);
        return reply;
    }
}
