package dev.tollgate.control;

import dev.tollgate.domain.account.Account;
import dev.tollgate.domain.token.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/// What operators do with accounts (A§16.1).
class AccountsTest {

    private final TestApi api = new TestApi();
    private final Caller operator = api.as(api.issue(api.account, Scope.OPERATOR_ALL));
    private final Account acme = api.openAccount("acme@acme.example", "pro", false);
    private final String path = "/accounts/" + acme.id();
    private final Caller tenant = api.as(api.issue(acme, Scope.ALL));

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void accounts_are_listed_newest_first_page_by_page() {
        api.openAccount("newest@acme.example", "pro", false);

        Reply first = operator.get("/accounts?limit=2");
        Reply second = operator.get("/accounts?limit=2&cursor=" + first.at("/next_cursor"));

        assertThat(emails(first)).containsExactly("newest@acme.example", "acme@acme.example");
        assertThat(emails(second)).containsExactly("ops@acme.example");
        assertThat(second.json().at("/next_cursor").isNull()).isTrue();
        assertThat(operator.get("/accounts?limit=0&colour=1").faults())
                .isEqualTo("query.colour unknown_field, query.limit out_of_range");
        assertThat(operator.get("/plans?cursor=" + first.at("/next_cursor")).faults())
                .isEqualTo("query.cursor bad_format");
    }

    private static List<String> emails(Reply reply) {
        return reply.json().path("data").valueStream().map(one -> one.path("email").stringValue()).toList();
    }

    @Test
    void a_suspended_account_reads_and_does_not_write_until_it_is_restored() {
        operator.patch(path, "{\"status\":\"suspended\",\"reason\":\"unpaid\"}");

        assertThat(tenant.get("/users/me").at("/status")).isEqualTo("suspended");
        assertThat(tenant.get("/subusers").status()).isEqualTo(200);
        Reply refused = tenant.post("/subusers", "{\"label\":\"x\",\"products\":[\"residential\"]}");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.code()).isEqualTo("account_suspended");
        assertThat(tenant.patch("/users/me", "{\"company\":\"x\"}").code()).isEqualTo("account_suspended");

        operator.patch(path, "{\"status\":\"active\"}");
        assertThat(tenant.post("/subusers", "{\"label\":\"x\",\"products\":[\"residential\"]}").status()).isEqualTo(
                201);
    }

    @Test
    void why_it_is_suspended_is_for_operators() {
        operator.patch(path, "{\"status\":\"suspended\",\"reason\":\"looks like fraud\"}");

        assertThat(tenant.get("/users/me").body()).doesNotContain("fraud", "reason");
    }

    @Test
    void the_operator_account_is_not_suspended_but_otherwise_changed() {
        String own = "/accounts/" + api.account.id();

        Reply refused = operator.patch(own, "{\"status\":\"suspended\"}");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("operator_account");
        assertThat(operator.patch(own, "{\"status\":\"active\",\"company\":\"Us\"}").at("/company")).isEqualTo("Us");
    }

    @Test
    void several_fields_change_together_or_not_at_all() {
        Reply refused = operator.patch(path, "{\"company\":\"New\",\"email\":\"ops@acme.example\",\"plan\":\"trial\"}");

        assertThat(refused.code()).isEqualTo("email_taken");
        assertThat(operator.get(path).body()).contains("\"plan\":\"pro\"", "\"company\":\"Acme\"");
        assertThat(operator.get(path).header("ETag")).isEqualTo("\"v1\"");
    }

    @Test
    void a_change_may_be_bound_to_a_version() {
        assertThat(operator.get(path, "If-None-Match", "\"v1\"").status()).isEqualTo(304);
        assertThat(operator.patch(path, "{\"company\":\"x\"}", "If-Match", "\"v2\"").code())
                .isEqualTo("precondition_failed");
        assertThat(operator.patch(path, "{\"company\":\"x\"}", "If-Match", "\"v1\"").header("ETag"))
                .isEqualTo("\"v2\"");
        assertThat(tenant.patch("/users/me", "{\"company\":\"y\"}", "If-Match", "\"v1\"").status()).isEqualTo(412);
        assertThat(tenant.patch("/users/me", "{\"company\":\"y\"}", "If-Match", "\"v2\"").status()).isEqualTo(200);
    }

    @Test
    void lowering_the_plan_clips_what_holds_and_keeps_what_is_stored() {
        Reply made = tenant.post("/subusers",
                "{\"label\":\"x\",\"products\":[\"residential\"],\"concurrent_max\":500,\"rps_max\":900}");
        String subUser = "/subusers/" + made.at("/id");

        operator.patch(path, "{\"plan\":\"trial\"}");

        Reply now = tenant.get(subUser);
        assertThat(now.json().at("/concurrent_max").intValue()).isEqualTo(500);
        assertThat(now.json().at("/rps_max").intValue()).isEqualTo(900);
        assertThat(now.json().at("/rps_effective").intValue()).isEqualTo(50);
        // What is stored stays acceptable until it is named again.
        assertThat(tenant.patch(subUser, "{\"label\":\"y\"}").status()).isEqualTo(200);
        assertThat(tenant.patch(subUser, "{\"concurrent_max\":500}").code()).isEqualTo("over_plan_limit");
        assertThat(tenant.patch(subUser, "{\"concurrent_max\":25}").status()).isEqualTo(200);
        operator.patch(path, "{\"plan\":\"pro\"}");
        assertThat(tenant.get(subUser).json().at("/rps_effective").intValue()).isEqualTo(900);
    }

    @Test
    void a_plan_that_allows_fewer_sub_users_than_there_are_stops_new_ones() {
        for (String label : new String[]{"a", "b"}) {
            tenant.post("/subusers", "{\"label\":\"" + label + "\",\"products\":[\"residential\"]}");
        }
        operator.post("/plans", "{\"slug\":\"small\",\"api_burst_per_min\":1,\"subusers_max\":2,"
                + "\"products\":{\"residential\":{\"concurrent\":1,\"rps\":1}}}");
        operator.patch(path, "{\"plan\":\"small\"}");

        assertThat(tenant.post("/subusers", "{\"label\":\"c\",\"products\":[\"residential\"]}").code())
                .isEqualTo("too_many");
        operator.patch("/plans/small", "{\"subusers_max\":3}");
        assertThat(tenant.post("/subusers", "{\"label\":\"c\",\"products\":[\"residential\"]}").status())
                .isEqualTo(201);
        assertThat(tenant.post("/subusers", "{\"label\":\"d\",\"products\":[\"mobile\"]}").faults())
                .isEqualTo("products[0] not_allowed");
    }

    @Test
    void money_is_credited_with_either_sign_and_the_ledger_keeps_it() {
        Reply first = operator.post(path + "/credit", "{\"amount_usd\":100,\"note\":\"Paid by wire\"}");
        Reply second = operator.post(path + "/credit", "{\"amount_usd\":-112.505,\"note\":\"Order 17\"}");

        assertThat(first.status()).isEqualTo(201);
        assertThat(first.header("Location")).isEqualTo("/v1" + path + "/ledger");
        assertThat(first.at("/id")).matches("led_[0-9A-Z]{26}");
        assertThat(first.body()).isEqualTo("{\"id\":\"" + first.at("/id") + "\",\"product\":null,\"gb\":null,"
                + "\"amount_usd\":100.00,\"note\":\"Paid by wire\",\"balance_after\":100.00,"
                + "\"at\":\"2026-06-02T08:00:00Z\"}");
        assertThat(second.body()).contains("\"amount_usd\":-112.505,\"note\":\"Order 17\",\"balance_after\":-12.505");
        assertThat(tenant.get("/users/me").body()).contains("\"balance\":{\"currency\":\"USD\",\"amount\":-12.505}");
        assertThat(operator.get(path + "/ledger").body())
                .isEqualTo("{\"data\":[" + second.body() + "," + first.body() + "],\"next_cursor\":null}");
    }

    @Test
    void traffic_is_credited_to_its_product() {
        operator.patch(path, "{\"volume\":{\"residential\":1.5}}");

        Reply reply = operator.post(path + "/credit", "{\"product\":\"residential\",\"gb\":50.25,\"note\":\"x\"}");

        assertThat(reply.body()).contains("\"product\":\"residential\",\"gb\":50.25,\"amount_usd\":null",
                "\"balance_after\":51.75");
        assertThat(tenant.get("/users/me").body())
                .contains("\"volume\":{\"residential\":{\"remaining_gb\":51.75},\"mobile\":{\"remaining_gb\":null}}");
        assertThat(operator.get(path).header("ETag")).isEqualTo("\"v3\"");
    }

    @Test
    void unlimited_volume_takes_no_credit_and_a_balance_has_bounds() {
        Reply unlimited = operator.post(path + "/credit", "{\"product\":\"mobile\",\"gb\":1,\"note\":\"x\"}");
        assertThat(unlimited.status()).isEqualTo(409);
        assertThat(unlimited.code()).isEqualTo("volume_unlimited");

        operator.post(path + "/credit", "{\"amount_usd\":1000000000,\"note\":\"x\"}");
        Reply beyond = operator.post(path + "/credit", "{\"amount_usd\":0.000001,\"note\":\"x\"}");
        assertThat(beyond.status()).isEqualTo(422);
        assertThat(beyond.faults()).isEqualTo("amount_usd out_of_range");
        operator.patch(path, "{\"volume\":{\"mobile\":1000000000}}");
        assertThat(operator.post(path + "/credit", "{\"product\":\"mobile\",\"gb\":0.001,\"note\":\"x\"}").faults())
                .isEqualTo("gb out_of_range");
        assertThat(operator.get(path + "/ledger").json().path("data").size()).isEqualTo(1);
    }

    @Test
    void credits_that_come_at_once_each_know_what_they_left() throws Exception {
        List<Future<Reply>> replies = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 24; i++) {
                replies.add(threads.submit(
                        () -> operator.post(path + "/credit", "{\"amount_usd\":0.5,\"note\":\"at once\"}")));
            }
        }

        List<Integer> balances = new ArrayList<>();
        for (Future<Reply> reply : replies) {
            assertThat(reply.get().status()).isEqualTo(201);
            balances.add(reply.get().json().at("/balance_after").decimalValue().movePointRight(2).intValueExact());
        }
        assertThat(balances.stream().sorted().toList())
                .isEqualTo(IntStream.rangeClosed(1, 24).map(i -> i * 50).boxed().toList());
    }

    @Test
    void the_ledger_is_paged_and_its_cursor_is_of_one_account() {
        for (int i = 1; i <= 3; i++) {
            operator.post(path + "/credit", "{\"amount_usd\":" + i + ",\"note\":\"x\"}");
        }

        Reply first = operator.get(path + "/ledger?limit=2");
        String cursor = first.at("/next_cursor");

        assertThat(amounts(first)).containsExactly(3, 2);
        assertThat(amounts(operator.get(path + "/ledger?limit=2&cursor=" + cursor))).containsExactly(1);
        assertThat(operator.get("/accounts/" + api.account.id() + "/ledger?cursor=" + cursor).faults())
                .isEqualTo("query.cursor bad_format");
    }

    private static List<Integer> amounts(Reply reply) {
        return reply.json().path("data").valueStream().map((JsonNode one) -> one.path("amount_usd").intValue())
                .toList();
    }

    @Test
    void every_change_is_published() {
        int before = api.publisher.published();

        operator.post("/accounts", "{\"email\":\"new@acme.example\"}");
        operator.patch(path, "{\"status\":\"suspended\"}");
        operator.post(path + "/credit", "{\"amount_usd\":1,\"note\":\"x\"}");

        assertThat(api.publisher.published()).isEqualTo(before + 3);
    }

    @Test
    void the_operators_scopes_permit_nothing_outside_the_operator_account() {
        Caller pretender = api.as(api.issue(acme, Scope.ALL, Scope.OPERATOR_ALL));

        for (Reply reply : new Reply[]{pretender.get("/accounts"), pretender.get(path), pretender.patch(path, "{}"),
            pretender.post("/accounts", "{}"), pretender.post(path + "/credit", "{}"), pretender.get(path + "/ledger"),
            pretender.get("/plans"), pretender.get("/plans/pro"), pretender.patch("/plans/pro", "{}"),
            pretender.delete("/plans/trial"), pretender.post("/plans", "{}")}) {
            assertThat(reply.status()).isEqualTo(403);
            assertThat(reply.code()).isEqualTo("insufficient_scope");
        }
        assertThat(pretender.get("/plan").status()).isEqualTo(200);
    }
}
