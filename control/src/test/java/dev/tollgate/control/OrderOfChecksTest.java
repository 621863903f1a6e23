package dev.tollgate.control;

import dev.tollgate.domain.account.Account;
import dev.tollgate.domain.account.AccountStatus;
import dev.tollgate.domain.audit.Author;
import dev.tollgate.domain.plan.Plan;
import dev.tollgate.domain.token.ApiToken;
import dev.tollgate.domain.token.Scope;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// A request wrong in two ways is answered by the earlier check of A§1.3.
class OrderOfChecksTest {

    private static final String KEY = "Idempotency-Key";
    private static final AtomicInteger USED = new AtomicInteger();
    private static final TestApi API = new TestApi();
    private static final Caller CALLER = API
            .as(API.issue(API.openAccount("order@acme.example", "pro", false), Scope.ALL));
    private static final String TAKEN = "{\"label\":\"taken\",\"products\":[\"residential\"]}";

    @AfterAll
    static void stop() {
        API.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void the_route_before_the_token() {
        assertThat(API.as("").get("/nothing").code()).isEqualTo("not_found");
        assertThat(API.as("").send("PUT", "/subusers", bytes("{")).code()).isEqualTo("method_not_allowed");
    }

    @Test
    void a_revoked_token_before_its_end_and_both_before_its_source() {
        Account account = API.openAccount("revoked@acme.example", "pro", false);
        String both = API.issue(account, token -> TokenChanges.expiresAt(TestApi.START)
                .andThen(TokenChanges.revokedAt(TestApi.START)).apply(token), Scope.ALL);
        String endedElsewhere = API.issue(account, token -> TokenChanges.sourceIps("203.0.113.1")
                .andThen(TokenChanges.expiresAt(TestApi.START)).apply(token), Scope.ALL);

        assertThat(API.as(both).get("/users/me").code()).isEqualTo("revoked_token");
        assertThat(API.as(endedElsewhere).get("/users/me").code()).isEqualTo("expired_token");
    }

    @Test
    void the_source_before_the_rate() {
        Account used = usedUp();
        String elsewhere = API.issue(used, TokenChanges.sourceIps("203.0.113.1"), Scope.READ);

        assertThat(API.as(elsewhere).get("/users/me").code()).isEqualTo("source_ip_not_allowed");
    }

    @Test
    void the_rate_before_the_scope() {
        assertThat(API.as(API.issue(usedUp(), Scope.READ)).post("/subusers", "{").code()).isEqualTo("rate_limited");
    }

    /// On a plan that grants nothing.
    private static Account usedUp() {
        API.plans.save(Author.SYSTEM, new Plan("nothing", 0, OptionalLong.empty(), Map.of(), 0, false));
        return API.openAccount("used" + USED.incrementAndGet() + "@acme.example", "nothing", false);
    }

    @Test
    void a_suspended_account_between_the_scope_and_the_idempotency() {
        Account account = API.openAccount("suspended2@acme.example", "pro", false);
        String reader = API.issue(account, Scope.READ);
        Caller writer = API.as(API.issue(account, Scope.ALL));
        writer.post("/subusers", TAKEN, KEY, "k");
        suspend(account);

        assertThat(API.as(reader).post("/subusers", "{").code()).isEqualTo("insufficient_scope");
        assertThat(writer.post("/subusers", "{}", KEY, "k").code()).isEqualTo("account_suspended");
    }

    @Test
    void the_scope_before_the_idempotency() {
        ApiToken token = API.token(API.openAccount("narrowed@acme.example", "pro", false), Scope.ALL);
        API.as(API.secretOf(token)).post("/subusers", TAKEN, KEY, "k");

        String narrowed = API.secretOf(TokenChanges.scopes(Scope.READ).apply(token));

        assertThat(API.as(narrowed).post("/subusers", "{}", KEY, "k").code()).isEqualTo("insufficient_scope");
    }

    @Test
    void the_idempotency_before_the_body() {
        CALLER.post("/subusers", TAKEN, KEY, "first");

        for (String[] wrong : new String[][]{{"{"}, {" ".repeat(65_537)}, {"{}", "Content-Encoding", "gzip"}}) {
            String[] headers = wrong.length == 1
                    ? new String[]{KEY, "first"}
                    : new String[]{KEY, "first", wrong[1], wrong[2]};
            assertThat(CALLER.post("/subusers", wrong[0], headers).code()).isEqualTo("idempotency_conflict");
        }
    }

    @Test
    void the_body_and_the_object_before_a_malformed_key_among_the_fields() {
        assertThat(CALLER.post("/subusers", "{", KEY, "two words").code()).isEqualTo("invalid_json");
        assertThat(CALLER.post("/subusers/none/rotate-password", "", KEY, "two words").code())
                .isEqualTo("subuser_not_found");
        assertThat(CALLER.post("/subusers?x=1", "{\"label\":1}", KEY, "two words").faults()).isEqualTo(
                "header.Idempotency-Key bad_format, query.x unknown_field, label wrong_type, products required");
    }

    @Test
    void a_suspended_account_reads_and_does_not_write() {
        Account account = API.openAccount("suspended@acme.example", "pro", false);
        Caller caller = API.as(API.issue(account, Scope.ALL));
        suspend(account);

        assertThat(caller.get("/users/me").at("/status")).isEqualTo("suspended");
        assertThat(caller.post("/subusers", "{").code()).isEqualTo("account_suspended");
    }

    private static void suspend(Account account) {
        API.accounts.replace(new Account(account.id(), account.email(), account.company(), account.plan(),
                AccountStatus.SUSPENDED, false, account.kycStatus(), account.createdAt(), 2));
    }

    @Test
    void the_body_before_the_object() {
        assertThat(CALLER.patch("/subusers/none", "{").code()).isEqualTo("invalid_json");
        assertThat(CALLER.patch("/subusers/none", "{}", "Content-Encoding", "gzip").code())
                .isEqualTo("unsupported_encoding");
        assertThat(CALLER.patch("/subusers/none", " ".repeat(65_537)).code()).isEqualTo("payload_too_large");
    }

    @Test
    void the_object_before_the_precondition_and_the_fields() {
        assertThat(CALLER.patch("/subusers/none", "{\"label\":1}", "If-Match", "\"v9\"").code())
                .isEqualTo("subuser_not_found");
        assertThat(CALLER.get("/subusers/none?x=1").code()).isEqualTo("subuser_not_found");
        assertThat(CALLER.delete("/whitelists/none?x=1", "If-Match", "\"v9\"").code())
                .isEqualTo("whitelist_not_found");
    }

    @Test
    void the_precondition_before_the_fields() {
        String path = "/subusers/" + CALLER.post("/subusers", TAKEN.replace("taken", "precondition")).at("/id");

        assertThat(CALLER.patch(path, "{\"label\":1}", "If-Match", "\"v9\"").code()).isEqualTo("precondition_failed");
        assertThat(CALLER.patch(path + "?x=1", "{}").faults()).isEqualTo("query.x unknown_field");
    }

    @Test
    void the_fields_before_the_state_and_the_state_before_the_plan() {
        CALLER.post("/subusers", TAKEN);
        String path = "/subusers/" + CALLER.post("/subusers", TAKEN.replace("taken", "other")).at("/id");
        String over = ",\"concurrent_max\":601}";

        assertThat(CALLER.post("/subusers", TAKEN.replace("}", ",\"colour\":1}")).code())
                .isEqualTo("validation_failed");
        assertThat(CALLER.post("/subusers", TAKEN.replace("}", over)).code()).isEqualTo("label_taken");
        assertThat(CALLER.patch(path, "{\"label\":\"taken\"" + over).code()).isEqualTo("label_taken");
        assertThat(CALLER.patch(path, "{\"label\":\"other\"" + over).code()).isEqualTo("over_plan_limit");
    }

    @Test
    void an_id_of_any_shape_is_looked_up_and_not_found() {
        for (String id : new String[]{"x", "%2F", "%2e%2e", "..%2f", "%01", "a;b=c", "%E2%98%83", "sub_",
            "a".repeat(3_000), "%27%20or%201=1", "*", "+"}) {
            Reply reply = RawHttp.send(API.port(), "GET /v1/subusers/" + id + " HTTP/1.1\r\nHost: x\r\n"
                    + "Authorization: Bearer " + API.token + "\r\nConnection: close\r\n\r\n");

            assertThat(reply.status()).as(id).isEqualTo(404);
            assertThat(reply.code()).as(id).isEqualTo("subuser_not_found");
        }
    }
}
