package dev.tollgate.control;

import dev.tollgate.domain.account.Account;
import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.audit.Action;
import dev.tollgate.domain.audit.Attempt;
import dev.tollgate.domain.audit.AuditEntry;
import dev.tollgate.domain.audit.Author;
import dev.tollgate.domain.audit.Difference;
import dev.tollgate.domain.audit.Facts;
import dev.tollgate.domain.token.Scope;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/// The operations of A§14. That each change makes an entry is `AuditLogTest`'s, and the whole way `AuditJourneyTest`'s.
class AuditTest {

    private static final TestApi API = new TestApi();
    private static final Account MINE = API.openAccount("mine@acme.example", "pro", false);
    private static final Account THEIRS = API.openAccount("theirs@acme.example", "pro", false);
    private static final Caller CALLER = API.as(API.issue(MINE, Scope.READ));
    private static final Instant DAY = Instant.parse("2026-06-01T00:00:00Z");

    static {
        String hash = AuditEntry.GENESIS;
        for (int seq = 1; seq <= 6; seq++) {
            Account account = seq % 2 == 1 ? MINE : THEIRS;
            Author author = seq == 5
                    ? Author.CLI
                    : Author.token("tok_" + seq, account.id().value(), IpAddress.ofV4(0xcb007107), "req_" + seq);
            Action action = seq == 3 ? Action.SUBUSER_CREATE : Action.SUBUSER_UPDATE;
            AuditEntry entry = AuditEntry.next("aud_" + seq, seq, DAY.plus(Duration.ofDays(seq)),
                    Optional.of(account.id().value()), author, action, Optional.of("sub_" + seq),
                    Difference.between(Facts.none().with("label", "=cmd()").with("note", "a \"b\", é"),
                            Facts.none().with("label", "x")),
                    hash);
            API.auditLog.add(entry);
            hash = entry.hash();
        }
    }

    @AfterAll
    static void stop() {
        API.close();
    }

    private static String seqs(Reply reply) {
        StringBuilder text = new StringBuilder();
        reply.json().path("data").forEach(entry -> text.append(text.isEmpty() ? "" : " ").append(entry.path("seq")));
        return text.toString();
    }

    @Test
    void an_account_reads_its_own_log_newest_first() {
        Reply log = CALLER.get("/audit");

        assertThat(seqs(log)).isEqualTo("5 3 1");
        assertThat(log.json().at("/data/2").toString()).startsWith("{\"id\":\"aud_1\",\"seq\":1,"
                + "\"at\":\"2026-06-02T00:00:00Z\",\"account\":\"" + MINE.id() + "\","
                + "\"actor\":{\"type\":\"token\",\"id\":\"tok_1\",\"ip\":\"203.0.113.7\"},\"action\":\"subuser.update\","
                + "\"object\":\"sub_1\",\"before\":{\"label\":\"=cmd()\",\"note\":\"a \\\"b\\\", é\"},"
                + "\"after\":{\"label\":\"x\"},\"request_id\":\"req_1\",\"prev_hash\":\"0000");
    }

    @Test
    void operators_read_the_logs_of_all_accounts() {
        assertThat(seqs(API.as(API.issue(API.account, Scope.READ, Scope.OPERATOR_READ)).get("/audit")))
                .isEqualTo("6 5 4 3 2 1");
        assertThat(seqs(API.as(API.issue(API.account, Scope.READ)).get("/audit"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"actor=tok_3|3", "actor=cli|5", "actor=token|3 1", "actor=tok_2|''",
        "action=subuser.create|3", "action=plan.delete|''", "object=sub_1|1", "object=sub_2|''",
        "from=2026-06-04|5 3", "from=2026-06-04T00:00:01Z|5", "to=2026-06-04|1", "to=2026-06-04T02:00:01%2B02:00|3 1",
        "from=2026-06-03&to=2026-06-05T00:00:00Z|3"})
    void each_filter_leaves_out_what_does_not_fit(String query, String expected) {
        assertThat(seqs(CALLER.get("/audit?" + query))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"actor=|query.actor bad_format", "actor=%00|query.actor bad_format",
        "action=subuser|query.action not_allowed", "object=a%20b|query.object bad_format",
        "from=yesterday|query.from bad_format", "from=2026-06-31|query.from bad_format",
        "to=2026-06-01T00:00|query.to bad_format", "from=2026-06-02&to=2026-06-01|query.to out_of_range",
        "format=xml|query.format not_allowed", "format=csv&limit=5|query.limit not_allowed",
        "format=csv&cursor=x|query.cursor not_allowed", "limit=0|query.limit out_of_range",
        "cursor=x|query.cursor bad_format", "seq=1|query.seq unknown_field"})
    void each_bad_parameter_is_named(String query, String fault) {
        Reply reply = CALLER.get("/audit?" + query);

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.faults()).isEqualTo(fault);
    }

    @Test
    void pages_follow_one_another() {
        Reply first = CALLER.get("/audit?limit=2");
        Reply second = CALLER.get("/audit?limit=2&cursor=" + first.at("/next_cursor"));

        assertThat(seqs(first)).isEqualTo("5 3");
        assertThat(seqs(second)).isEqualTo("1");
        assertThat(second.json().at("/next_cursor").isNull()).isTrue();
        assertThat(API.as(API.issue(THEIRS, Scope.READ)).get("/audit?limit=2&cursor=" + first.at("/next_cursor"))
                .faults()).isEqualTo("query.cursor bad_format");
    }

    @Test
    void the_export_holds_every_entry_and_no_formula() {
        Reply export = CALLER.get("/audit?format=csv&action=subuser.update");

        assertThat(export.header("Content-Type")).isEqualTo("text/csv; charset=utf-8");
        assertThat(export.header("Content-Disposition")).isEqualTo("attachment; filename=\"audit.csv\"");
        String[] lines = export.body().split("\r\n");
        assertThat(lines).hasSize(3);
        assertThat(lines[0]).isEqualTo("id,seq,at,account,actor_type,actor_id,actor_ip,action,object,before,after,"
                + "request_id,prev_hash,hash");
        assertThat(lines[1]).startsWith("aud_5,5,2026-06-06T00:00:00Z," + MINE.id() + ",cli,,,subuser.update,sub_5,"
                + "\"{\"\"label\"\":\"\"=cmd()\"\",\"\"note\"\":\"\"a \\\"\"b\\\"\", é\"\"}\",\"{\"\"label\"\":\"\"x\"\"}\",,");
        assertThat(CALLER.send("HEAD", "/audit?format=csv", new byte[0]).body()).isEmpty();
    }

    @Test
    void whoever_is_shown_an_entry_can_compute_its_hash() throws Exception {
        for (JsonNode entry : CALLER.get("/audit").json().path("data").values()) {
            ObjectNode rest = ((ObjectNode) entry.deepCopy()).without(List.of("prev_hash", "hash"));
            String canonical = Canonical.json(rest);

            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((entry.path("prev_hash").stringValue() + canonical).getBytes(StandardCharsets.UTF_8));

            assertThat(HexFormat.of().formatHex(digest)).isEqualTo(entry.path("hash").stringValue());
        }
    }

    @Test
    void operators_have_the_chain_verified() {
        Caller operator = API.as(API.issue(API.account, Scope.OPERATOR_READ));

        assertThat(operator.get("/audit/verify").body()).isEqualTo("{\"ok\":true,\"entries\":6,\"first_bad\":null}");
        assertThat(CALLER.get("/audit/verify").code()).isEqualTo("insufficient_scope");
        assertThat(operator.get("/audit/verify?x=1").faults()).isEqualTo("query.x unknown_field");
    }

    @Test
    void a_token_that_is_turned_away_is_noted_and_a_good_one_is_not() {
        String bound = API.issue(MINE, TokenChanges.sourceIps("198.51.100.0/24"), Scope.READ);
        String old = API.issueReplaced(MINE, TestApi.START, Scope.READ);
        API.attempts.clear();

        API.as(bound).get("/users/me");
        API.as(old).get("/users/me");
        API.as("hel_live_" + "x".repeat(64)).get("/users/me");
        API.as("").get("/users/me");
        CALLER.get("/users/me");
        CALLER.get("/plans");

        assertThat(API.attempts).extracting(Attempt::code)
                .containsExactly("source_ip_not_allowed", "expired_token", "invalid_token");
        assertThat(API.attempts).extracting(Attempt::account).containsExactly(Optional.of(MINE.id().value()),
                Optional.of(MINE.id().value()), Optional.empty());
        assertThat(API.attempts).extracting(Attempt::source)
                .containsOnly(IpAddress.parse("127.0.0.1").orElseThrow());
        assertThat(API.attempts.getFirst().object().orElseThrow()).startsWith("tok_");
    }
}
