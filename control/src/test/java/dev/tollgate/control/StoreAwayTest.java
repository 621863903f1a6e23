package dev.tollgate.control;

import dev.tollgate.domain.address.Cidr;
import dev.tollgate.domain.address.CidrSet;
import dev.tollgate.domain.token.Scope;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// What is answered while the store does not (A§18, `unavailable`).
class StoreAwayTest {

    private static final String CRAWLER = "{\"label\":\"crawler\",\"products\":[\"residential\"]}";
    private static final String WARNING = "X-Helodata-Warning";
    private static final String FROM = "X-Forwarded-For";

    private TestApi api;
    private Caller caller;

    @BeforeEach
    void start() {
        TestApi.Choices usual = TestApi.Choices.USUAL;
        api = new TestApi(new TestApi.Choices(CidrSet.of(List.of(Cidr.parse("127.0.0.1").orElseThrow())), usual.tls(),
                usual.subUsers(), usual.lastUse()));
        caller = api.caller();
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private static void unavailable(Reply reply) {
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.code()).isEqualTo("unavailable");
        assertThat(reply.header("Retry-After")).isEqualTo("5");
        assertThat(reply.header(WARNING)).isEmpty();
    }

    @Test
    void what_was_read_shortly_before_is_read_again_with_a_warning() {
        String path = "/subusers/" + caller.post("/subusers", CRAWLER).at("/id");
        Reply fresh = caller.get(path);
        Reply list = caller.get("/subusers?limit=5");
        api.storeAway(true);

        Reply stale = caller.get(path);

        assertThat(stale.status()).isEqualTo(200);
        assertThat(stale.header(WARNING)).isEqualTo("stale");
        assertThat(stale.body()).isEqualTo(fresh.body());
        assertThat(stale.header("ETag")).isEqualTo(fresh.header("ETag"));
        assertThat(stale.header("X-Request-Id")).isNotEqualTo(fresh.header("X-Request-Id"));
        assertThat(caller.get("/subusers?limit=5").body()).isEqualTo(list.body());
        assertThat(caller.send("HEAD", path, new byte[0]).header(WARNING)).isEqualTo("stale");
        api.storeAway(false);
        assertThat(caller.get(path).header(WARNING)).isEmpty();
    }

    @Test
    void writes_and_what_was_not_read_before_are_unavailable() {
        String path = "/subusers/" + caller.post("/subusers", CRAWLER).at("/id");
        caller.get("/subusers");
        api.storeAway(true);

        unavailable(caller.get(path));
        unavailable(caller.get("/subusers?limit=5"));
        unavailable(caller.post("/subusers", CRAWLER, "Idempotency-Key", "k"));
        unavailable(caller.patch(path, "{}"));
        unavailable(caller.delete(path));
    }

    @Test
    void nobody_is_told_what_somebody_else_read() {
        caller.get("/subusers", FROM, "203.0.113.7");
        api.storeAway(true);

        assertThat(caller.get("/subusers", FROM, "203.0.113.7").header(WARNING)).isEqualTo("stale");
        unavailable(caller.get("/subusers", FROM, "203.0.113.8"));
        unavailable(caller.get("/subusers", FROM, "203.0.113.7", "X-Helodata-Account", "usr_1"));
        unavailable(api.as(api.issue(api.account, Scope.READ)).get("/subusers", FROM, "203.0.113.7"));
    }

    @Test
    void what_is_no_success_is_not_remembered() {
        caller.get("/subusers/none");
        api.storeAway(true);

        unavailable(caller.get("/subusers/none"));
    }

    @Test
    void what_was_read_grows_too_old() {
        caller.get("/subusers");
        api.storeAway(true);

        api.clock.move(Duration.ofMinutes(5).minusMillis(1));
        assertThat(caller.get("/subusers").status()).isEqualTo(200);
        api.clock.move(Duration.ofMillis(1));
        unavailable(caller.get("/subusers"));
    }

    @Test
    void a_token_that_ends_reads_nothing_after_its_end() {
        Caller brief = api.as(api.issue(api.account, TokenChanges.expiresAt(TestApi.START.plusSeconds(60)),
                Scope.READ));
        Caller replaced = api.as(api.issueReplaced(api.account, TestApi.START.plusSeconds(60), Scope.READ));
        brief.get("/subusers");
        replaced.get("/subusers");
        api.storeAway(true);

        assertThat(brief.get("/subusers").status()).isEqualTo(200);
        assertThat(replaced.get("/subusers").status()).isEqualTo(200);
        api.clock.move(Duration.ofSeconds(60));
        unavailable(brief.get("/subusers"));
        unavailable(replaced.get("/subusers"));
    }

    @Test
    void requests_are_counted_all_the_same() {
        Caller trial = api.as(api.issue(api.openAccount("trial@acme.example", "trial", false), Scope.READ));
        trial.get("/subusers");
        api.storeAway(true);
        for (int i = 0; i < 28; i++) {
            trial.get("/subusers");
        }

        assertThat(trial.get("/subusers").header("X-RateLimit-Remaining")).isEqualTo("0");
        Reply refused = trial.get("/subusers");
        assertThat(refused.code()).isEqualTo("rate_limited");
        assertThat(refused.header(WARNING)).isEmpty();
    }

    @Test
    void the_status_is_there_without_a_store() {
        api.publisher.say(false);
        api.storeAway(true);

        assertThat(api.as("").get("/status").at("/status")).isEqualTo("degraded");
    }
}
