package dev.tollgate.control;

import dev.tollgate.domain.account.Account;
import dev.tollgate.domain.token.Scope;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/// Who may make and change which token (A§2): nobody grants a scope they lack, a token may end and rotate itself, and the sandbox
/// stays in the sandbox.
class TokenRightsTest {

    private static final TestApi API = new TestApi();
    private static final Account ACCOUNT = API.openAccount("rights@acme.example", "pro", false);
    private static final Caller STAR = API.as(API.issue(ACCOUNT, Scope.ALL));
    private static final Caller OPERATOR = API.as(API.issue(API.account, Scope.ALL, Scope.OPERATOR_ALL));
    /// In the operator's account, without operator rights.
    private static final Caller TENANT = API.as(API.issue(API.account, Scope.ALL));

    @AfterAll
    static void stop() {
        API.close();
    }

    private static Reply create(Caller caller, String scopes) {
        return caller.post("/tokens", "{\"name\":\"x\",\"scopes\":[" + scopes + "]}");
    }

    private static String path(Reply created) {
        return "/tokens/" + created.at("/id");
    }

    private static void lacks(Reply reply, String scope) {
        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.code()).isEqualTo("insufficient_scope");
        assertThat(reply.faults()).isEqualTo(scope + " required");
        assertThat(reply.header("WWW-Authenticate")).isEqualTo(
                "Bearer realm=\"helodata\", error=\"insufficient_scope\", scope=\"" + scope + "\"");
    }

    @ParameterizedTest
    @EnumSource
    void a_star_grants_everything_but_operator_rights(Scope scope) {
        Reply reply = create(TENANT, "\"" + scope.text() + "\"");

        if (scope.operator()) {
            lacks(reply, scope.text());
        } else {
            assertThat(reply.status()).isEqualTo(201);
        }
    }

    @Test
    void who_has_one_operator_right_grants_that_one() {
        Caller reader = API.as(API.issue(API.account, Scope.ALL, Scope.OPERATOR_READ));

        assertThat(create(reader, "\"operator:read\"").status()).isEqualTo(201);
        lacks(create(reader, "\"operator:read\",\"operator:exits\""), "operator:exits");
        lacks(create(reader, "\"operator:*\""), "operator:*");
    }

    @Test
    void outside_the_operators_account_nobody_grants_operator_rights() {
        // Such a token cannot come about; if one did, it would make no further ones.
        Caller misplaced = API.as(API.issue(ACCOUNT, Scope.ALL, Scope.OPERATOR_ALL));

        lacks(create(misplaced, "\"operator:read\""), "operator:read");
    }

    @Test
    void a_scope_that_is_lacked_answers_before_fields_at_fault_and_behind_a_missing_object() {
        lacks(TENANT.post("/tokens", "{\"scopes\":[\"operator:read\"],\"colour\":1}"), "operator:read");
        lacks(TENANT.patch(path(create(TENANT, "\"read\"")), "{\"scopes\":[\"operator:read\"],\"colour\":1}"),
                "operator:read");
        assertThat(TENANT.patch("/tokens/none", "{\"scopes\":[\"operator:read\"]}").code())
                .isEqualTo("token_not_found");
    }

    @Test
    void nobody_changes_a_token_into_more_than_they_are() {
        String path = path(create(TENANT, "\"read\""));

        lacks(TENANT.patch(path, "{\"scopes\":[\"read\",\"operator:*\"]}"), "operator:*");
        assertThat(TENANT.get(path).json().at("/scopes").toString()).isEqualTo("[\"read\"]");
        assertThat(OPERATOR.patch(path, "{\"scopes\":[\"read\",\"operator:*\"]}").status()).isEqualTo(200);
    }

    @Test
    void a_token_with_more_rights_is_neither_widened_nor_taken_over() {
        Reply exits = create(OPERATOR, "\"operator:exits\"");
        String path = path(exits);

        lacks(TENANT.post(path + "/rotate", ""), "operator:exits");
        lacks(TENANT.patch(path, "{\"expires_at\":\"2027-01-01T00:00:00Z\"}"), "operator:exits");
        assertThat(API.as(exits.at("/token")).get("/tokens/verify").at("/presented")).isEqualTo("current");
        assertThat(TENANT.patch(path, "{\"scopes\":[\"read\"]}").status()).isEqualTo(200);
    }

    @Test
    void a_token_with_more_rights_can_be_revoked() {
        Reply exits = create(OPERATOR, "\"operator:exits\"");

        assertThat(TENANT.delete(path(exits)).status()).isEqualTo(204);
        assertThat(API.as(exits.at("/token")).get("/tokens/verify").code()).isEqualTo("revoked_token");
    }

    @ParameterizedTest
    @EnumSource
    void a_token_rotates_and_revokes_itself_whatever_its_scopes(Scope scope) {
        Reply made = create(OPERATOR, "\"" + scope.text() + "\"");

        Reply rotated = API.as(made.at("/token")).post(path(made) + "/rotate", "");

        assertThat(rotated.status()).as(rotated.body()).isEqualTo(200);
        Caller next = API.as(rotated.at("/token"));
        assertThat(next.get("/tokens/verify").at("/token_id")).isEqualTo(made.at("/id"));
        assertThat(next.delete(path(made)).status()).isEqualTo(204);
        assertThat(next.delete(path(made)).code()).isEqualTo("revoked_token");
    }

    @Test
    void a_token_without_a_star_neither_rotates_nor_revokes_another() {
        Caller reader = API.as(create(STAR, "\"read\"").at("/token"));
        String other = path(create(STAR, "\"read\""));

        lacks(reader.post(other + "/rotate", ""), "*");
        lacks(reader.delete(other), "*");
        lacks(reader.delete("/tokens/none"), "*");
        lacks(reader.patch(other, "{}"), "*");
        assertThat(STAR.get(other).at("/state")).isEqualTo("active");
    }

    @Test
    void a_secret_in_its_grace_may_still_revoke_its_token() {
        Reply made = create(STAR, "\"read\"");
        STAR.post(path(made) + "/rotate", "");

        assertThat(API.as(made.at("/token")).delete(path(made)).status()).isEqualTo(204);
    }

    @Test
    void production_makes_tokens_of_the_sandbox_and_administers_them() {
        Reply made = STAR.post("/tokens", "{\"name\":\"x\",\"scopes\":[\"*\"],\"environment\":\"test\"}");

        assertThat(made.at("/token")).matches("hel_test_[0-9A-Za-z]{64}");
        assertThat(STAR.get(path(made)).at("/environment")).isEqualTo("test");
        assertThat(STAR.patch(path(made), "{\"name\":\"y\"}").status()).isEqualTo(200);
        Reply rotated = STAR.post(path(made) + "/rotate", "");
        assertThat(rotated.at("/token")).startsWith("hel_test_");
        assertThat(API.as(rotated.at("/token")).get("/tokens/verify").at("/environment")).isEqualTo("test");
        assertThat(STAR.delete(path(made)).status()).isEqualTo(204);
    }

    @Test
    void the_sandbox_makes_and_sees_tokens_of_the_sandbox_alone() {
        Account both = API.openAccount("both-tokens@acme.example", "pro", false);
        Caller live = API.as(API.issue(both, Scope.ALL));
        Reply ofLive = create(live, "\"*\"");
        Caller sandbox = API.as(live.post("/tokens",
                "{\"name\":\"x\",\"scopes\":[\"*\"],\"environment\":\"test\"}").at("/token"));

        Reply made = create(sandbox, "\"read\"");

        assertThat(made.at("/environment")).isEqualTo("test");
        assertThat(made.at("/token")).startsWith("hel_test_");
        assertThat(sandbox.post("/tokens", "{\"name\":\"x\",\"scopes\":[\"read\"],\"environment\":\"live\"}").faults())
                .isEqualTo("environment not_allowed");
        for (Reply reply : new Reply[]{sandbox.get(path(ofLive)), sandbox.patch(path(ofLive), "{\"name\":\"y\"}"),
            sandbox.post(path(ofLive) + "/rotate", ""), sandbox.delete(path(ofLive))}) {
            assertThat(reply.code()).isEqualTo("token_not_found");
        }
        assertThat(sandbox.get("/tokens").json().path("data").size()).isEqualTo(2);
        assertThat(live.get("/tokens").json().path("data").size()).isEqualTo(4);
        assertThat(API.as(ofLive.at("/token")).get("/users/me").status()).isEqualTo(200);
    }

    @Test
    void there_is_nothing_to_operate_in_the_sandbox() {
        Reply reply = OPERATOR.post("/tokens",
                "{\"name\":\"x\",\"scopes\":[\"*\",\"operator:read\"],\"environment\":\"test\"}");
        String path = path(OPERATOR.post("/tokens", "{\"name\":\"x\",\"scopes\":[\"*\"],\"environment\":\"test\"}"));

        assertThat(reply.faults()).isEqualTo("scopes[1] not_allowed");
        assertThat(OPERATOR.patch(path, "{\"scopes\":[\"operator:*\"]}").faults()).isEqualTo("scopes[0] not_allowed");
    }

    @Test
    void the_prefix_of_the_other_environment_is_another_token() {
        String token = create(STAR, "\"read\"").at("/token");

        assertThat(API.as(token.replace("hel_live_", "hel_test_")).get("/users/me").code())
                .isEqualTo("invalid_token");
    }
}
