package dev.tollgate.control;

import dev.tollgate.domain.account.Account;
import dev.tollgate.domain.token.Scope;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// What belongs to another account, or to the other environment, is not there.
class IsolationTest {

    private static final TestApi API = new TestApi();
    private static final Account MINE = API.openAccount("mine@acme.example", "pro", false);
    private static final String SUB_USER = "{\"label\":\"x\",\"products\":[\"residential\"]}";

    @AfterAll
    static void stop() {
        API.close();
    }

    @Test
    void another_accounts_objects_answer_like_missing_ones() {
        seesNothing(API.as(API.issue(MINE, Scope.ALL)),
                API.as(API.issue(API.openAccount("theirs@acme.example", "pro", false), Scope.ALL)));
    }

    @Test
    void each_environment_sees_only_its_own() {
        Account account = API.openAccount("both@acme.example", "pro", false);
        seesNothing(API.as(API.issue(account, Scope.ALL)),
                API.as(API.issue(account, TokenChanges.sandbox(), Scope.ALL)));
    }

    private static void seesNothing(Caller owner, Caller stranger) {
        Reply subUser = owner.post("/subusers", SUB_USER);
        String id = subUser.at("/id");
        String entry = owner.post("/whitelists",
                "{\"subuser\":\"" + id + "\",\"product\":\"residential\",\"ip\":\"10.0.0.1\"}").at("/id");

        for (String known : new String[]{id, "sub_01JD3Y7MISSING0000000000000"}) {
            notFound(stranger.get("/subusers/" + known), "subuser_not_found");
            notFound(stranger.patch("/subusers/" + known, "{\"label\":\"y\"}"), "subuser_not_found");
            notFound(stranger.patch("/subusers/" + known, "{}", "If-Match", "\"v9\""), "subuser_not_found");
            notFound(stranger.post("/subusers/" + known + "/rotate-password", ""), "subuser_not_found");
            notFound(stranger.delete("/subusers/" + known), "subuser_not_found");
            notFound(stranger.post("/whitelists",
                    "{\"subuser\":\"" + known + "\",\"product\":\"residential\",\"ip\":\"10.0.0.2\"}"),
                    "subuser_not_found");
        }
        notFound(stranger.post("/whitelists", "{\"subuser\":\"" + subUser.at("/name")
                + "\",\"product\":\"residential\",\"ip\":\"10.0.0.2\"}"), "subuser_not_found");
        notFound(stranger.get("/whitelists/" + entry), "whitelist_not_found");
        notFound(stranger.patch("/whitelists/" + entry, "{}"), "whitelist_not_found");
        notFound(stranger.delete("/whitelists/" + entry), "whitelist_not_found");
        String token = owner.post("/tokens", "{\"name\":\"x\",\"scopes\":[\"read\"]}").at("/id");
        for (String known : new String[]{token, "tok_01JD3Y7MISSING0000000000000"}) {
            notFound(stranger.get("/tokens/" + known), "token_not_found");
            notFound(stranger.patch("/tokens/" + known, "{\"name\":\"y\"}"), "token_not_found");
            notFound(stranger.post("/tokens/" + known + "/rotate", ""), "token_not_found");
            notFound(stranger.delete("/tokens/" + known), "token_not_found");
        }
        assertThat(stranger.get("/tokens").body()).doesNotContain(token);
        assertThat(stranger.get("/subusers").json().path("data").size()).isZero();
        assertThat(stranger.get("/whitelists").json().path("data").size()).isZero();
        assertThat(stranger.get("/whitelists?subuser=" + id).json().path("data").size()).isZero();
        assertThat(stranger.post("/subusers", SUB_USER).status()).isEqualTo(201);
        assertThat(owner.get("/subusers/" + id).header("ETag")).isEqualTo("\"v1\"");
    }

    private static void notFound(Reply reply, String code) {
        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.code()).isEqualTo(code);
        assertThat(reply.json().size()).isEqualTo(3);
    }
}
