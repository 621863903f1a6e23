package dev.tollgate.control;

import dev.tollgate.domain.account.Account;
import dev.tollgate.domain.token.Scope;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/// The header `X-Helodata-Account`: an operator acts inside another account (A§16.1).
class ActingTest {

    private static final String HEADER = "X-Helodata-Account";
    private static final TestApi API = new TestApi();
    private static final Account ACME = API.openAccount("acme@acme.example", "pro", false);
    private static final String THERE = ACME.id().value();
    private static final Caller TENANT = API.as(API.issue(ACME, Scope.ALL));
    private static final Caller READER = API.as(API.issue(API.account, Scope.OPERATOR_READ));
    private static final Caller WRITER = API.as(API.issue(API.account, Scope.OPERATOR_ACCOUNTS));
    private static final Caller OPERATOR = API.as(API.issue(API.account, Scope.OPERATOR_ALL));

    @AfterAll
    static void stop() {
        API.close();
    }

    private static String subUser(String label) {
        return "{\"label\":\"" + label + "\",\"products\":[\"residential\"]}";
    }

    @Test
    void an_operator_reads_and_writes_inside_the_account() {
        Reply made = OPERATOR.post("/subusers", subUser("by-operator"), HEADER, THERE);

        assertThat(made.status()).as(made.body()).isEqualTo(201);
        String path = "/subusers/" + made.at("/id");
        assertThat(TENANT.get(path).at("/label")).isEqualTo("by-operator");
        assertThat(OPERATOR.get(path, HEADER, THERE).at("/label")).isEqualTo("by-operator");
        assertThat(OPERATOR.patch(path, "{\"status\":\"disabled\"}", HEADER, THERE).status()).isEqualTo(200);
        assertThat(TENANT.get(path).at("/status")).isEqualTo("disabled");
        assertThat(OPERATOR.get("/users/me", HEADER, THERE).at("/id")).isEqualTo(THERE);
        assertThat(OPERATOR.get("/plan", HEADER, THERE).at("/slug")).isEqualTo("pro");
        assertThat(OPERATOR.patch("/users/me", "{\"company\":\"Acme!\"}", HEADER, THERE).status()).isEqualTo(200);
        assertThat(TENANT.get("/users/me").at("/company")).isEqualTo("Acme!");
        assertThat(OPERATOR.delete(path, HEADER, THERE).status()).isEqualTo(204);
        assertThat(TENANT.get(path).status()).isEqualTo(404);
    }

    @Test
    void the_plan_of_the_account_holds_for_the_operator_too() {
        Reply reply = OPERATOR.post("/subusers",
                "{\"label\":\"x\",\"products\":[\"residential\"],\"concurrent_max\":601}", HEADER, THERE);

        assertThat(reply.code()).isEqualTo("over_plan_limit");
    }

    @Test
    void without_the_header_nothing_of_the_account_is_seen() {
        String path = "/subusers/" + TENANT.post("/subusers", subUser("own")).at("/id");

        assertThat(API.caller().get(path).code()).isEqualTo("subuser_not_found");
        assertThat(OPERATOR.get("/subusers").code()).isEqualTo("insufficient_scope");
    }

    @Test
    void reading_needs_one_scope_and_writing_another() {
        assertThat(READER.get("/subusers", HEADER, THERE).status()).isEqualTo(200);
        needs(READER.post("/subusers", "{", HEADER, THERE), "operator:accounts");
        needs(READER.patch("/users/me", "{}", HEADER, THERE), "operator:accounts");
        needs(WRITER.get("/subusers", HEADER, THERE), "operator:read");
        needs(WRITER.get("/users/me", HEADER, THERE), "operator:read");
        assertThat(WRITER.post("/subusers", subUser("by-writer"), HEADER, THERE).status()).isEqualTo(201);
    }

    private static void needs(Reply reply, String scope) {
        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.code()).isEqualTo("insufficient_scope");
        assertThat(reply.faults()).isEqualTo(scope + " required");
        assertThat(reply.header("WWW-Authenticate")).contains("scope=\"" + scope + "\"");
    }

    @Test
    void the_operators_own_scopes_of_its_account_count_for_nothing_elsewhere() {
        needs(API.caller().get("/subusers", HEADER, THERE), "operator:read");
        needs(API.caller().post("/subusers", subUser("x"), HEADER, THERE), "operator:accounts");
    }

    @ParameterizedTest
    @EnumSource(Scope.class)
    void the_header_on_the_token_of_another_account_is_refused(Scope scope) {
        Account other = API.openAccount(scope.name() + "@other.example", "pro", false);
        Caller stranger = API.as(API.issue(other, scope));

        for (String named : new String[]{THERE, other.id().value(), "usr_01JD3Y7MISSING0000000000000", ""}) {
            needs(stranger.get("/users/me", HEADER, named), "operator:read");
            needs(stranger.post("/subusers", subUser("x"), HEADER, named), "operator:accounts");
            needs(stranger.get("/tokens/verify", HEADER, named), "operator:read");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "none", "usr_01JD3Y7MISSING0000000000000", "../usr_1", "sub_1"})
    void an_account_that_is_not_there_is_not_found(String named) {
        for (Reply reply : new Reply[]{OPERATOR.get("/subusers", HEADER, named),
            OPERATOR.post("/subusers", subUser("x"), HEADER, named), OPERATOR.get("/tokens/verify", HEADER, named),
            OPERATOR.delete("/subusers/none", HEADER, named)}) {
            assertThat(reply.status()).isEqualTo(404);
            assertThat(reply.code()).isEqualTo("account_not_found");
        }
        assertThat(OPERATOR.post("/subusers", "{", HEADER, named).code()).isEqualTo("invalid_json");
    }

    @Test
    void of_two_headers_it_would_be_a_guess_which_is_meant() {
        String request = "GET /v1/users/me HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer "
                + API.issue(API.account, Scope.OPERATOR_ALL) + "\r\n" + HEADER + ": " + THERE + "\r\n" + HEADER + ": "
                + THERE + "\r\n\r\n";

        assertThat(RawHttp.send(API.port(), request).code()).isEqualTo("account_not_found");
    }

    @Test
    void nobody_operates_from_inside_another_account() {
        for (Reply reply : new Reply[]{OPERATOR.get("/accounts", HEADER, THERE),
            OPERATOR.patch("/accounts/" + THERE, "{}", HEADER, THERE), OPERATOR.get("/plans", HEADER, THERE)}) {
            assertThat(reply.status()).isEqualTo(403);
            assertThat(reply.code()).isEqualTo("insufficient_scope");
        }
    }

    @Test
    void naming_the_operator_account_itself_changes_nothing() {
        String own = API.account.id().value();

        assertThat(OPERATOR.get("/subusers", HEADER, own).faults()).isEqualTo("read required");
        assertThat(WRITER.patch("/users/me", "{}", HEADER, own).faults()).isEqualTo("* required");
        assertThat(API.caller().get("/users/me", HEADER, own).at("/id")).isEqualTo(own);
        assertThat(OPERATOR.get("/accounts", HEADER, own).status()).isEqualTo(200);
    }

    @Test
    void what_a_token_asks_about_itself_is_the_same_everywhere() {
        assertThat(OPERATOR.get("/tokens/verify", HEADER, THERE).at("/account_id"))
                .isEqualTo(API.account.id().value());
    }

    @Test
    void an_operator_writes_in_an_account_that_is_suspended() {
        Account suspended = API.openAccount("suspended@acme.example", "pro", false);
        String id = suspended.id().value();
        OPERATOR.patch("/accounts/" + id, "{\"status\":\"suspended\"}");

        assertThat(API.as(API.issue(suspended, Scope.ALL)).post("/subusers", subUser("x")).code())
                .isEqualTo("account_suspended");
        assertThat(OPERATOR.post("/subusers", subUser("x"), HEADER, id).status()).isEqualTo(201);
    }

    @Test
    void anybody_may_ask_for_the_status_whatever_the_header_says() {
        assertThat(API.as("").get("/status", HEADER, "none").status()).isEqualTo(200);
    }
}
