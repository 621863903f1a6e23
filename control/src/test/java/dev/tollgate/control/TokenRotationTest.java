package dev.tollgate.control;

import dev.tollgate.domain.account.Account;
import dev.tollgate.domain.token.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// A new secret for a token, and what becomes of the old ones (A§2, "Rotation"). It is 2026-06-02T08:00:00.250Z.
class TokenRotationTest {

    private static final Duration DAY = Duration.ofDays(1);
    private final TestApi api = new TestApi();
    private final Account account = api.openAccount("rotation@acme.example", "pro", false);
    private final Caller owner = api.as(api.issue(account, Scope.ALL));
    private final Reply made = owner.post("/tokens",
            "{\"name\":\"x\",\"scopes\":[\"read\"],\"source_ips\":[\"127.0.0.1\"]}");
    private final String path = "/tokens/" + made.at("/id");
    private final Caller first = api.as(made.at("/token"));

    @AfterEach
    void stop() {
        api.close();
    }

    private Caller rotated() {
        return api.as(owner.post(path + "/rotate", "").at("/token"));
    }

    private String rotation(String field) {
        return owner.get(path).at("/rotation/" + field);
    }

    private static String seen(Caller caller) {
        Reply reply = caller.get("/tokens/verify");
        return reply.status() == 200 ? reply.at("/presented") : reply.code();
    }

    @Test
    void a_rotation_answers_the_object_with_the_new_secret_once() {
        Reply reply = owner.post(path + "/rotate", "");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("ETag")).isEqualTo("\"v2\"");
        assertThat(reply.at("/id")).isEqualTo(made.at("/id"));
        assertThat(reply.at("/token")).matches("hel_live_[0-9A-Za-z]{64}").isNotEqualTo(made.at("/token"));
        assertThat(reply.at("/hint")).endsWith(reply.at("/token").substring(69)).isNotEqualTo(made.at("/hint"));
        assertThat(reply.json().at("/scopes")).isEqualTo(made.json().at("/scopes"));
        assertThat(reply.json().at("/source_ips")).isEqualTo(made.json().at("/source_ips"));
        assertThat(reply.at("/state")).isEqualTo("rotating");
        assertThat(reply.json().at("/rotation").toString()).isEqualTo("{\"rotated_at\":\"2026-06-02T08:00:00Z\","
                + "\"old_valid_until\":\"2026-06-03T08:00:00Z\",\"old_uses\":0,\"old_last_used_at\":null,"
                + "\"old_last_used_ip\":null,\"late_uses\":0,\"late_last_at\":null,\"late_last_ip\":null}");
        assertThat(owner.get(path).body()).doesNotContain("\"token\"");
    }

    @Test
    void the_old_secret_works_exactly_24_hours_more() {
        Caller second = rotated();

        assertThat(seen(first)).isEqualTo("old");
        assertThat(first.get("/tokens/verify").at("/valid_until")).isEqualTo("2026-06-03T08:00:00Z");
        assertThat(seen(second)).isEqualTo("current");
        assertThat(second.get("/tokens/verify").json().at("/valid_until").isNull()).isTrue();
        api.clock.move(DAY.minusMillis(1));
        assertThat(first.get("/users/me").status()).isEqualTo(200);

        api.clock.move(Duration.ofMillis(1));

        Reply late = first.get("/users/me");
        assertThat(late.status()).isEqualTo(401);
        assertThat(late.code()).isEqualTo("expired_token");
        assertThat(late.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"helodata\", error=\"invalid_token\"");
        assertThat(seen(second)).isEqualTo("current");
        assertThat(owner.get(path).at("/state")).isEqualTo("active");
    }

    @Test
    void several_replaced_secrets_each_keep_their_own_24_hours() {
        Caller second = rotated();
        api.clock.move(Duration.ofHours(10));
        Caller third = rotated();

        assertThat(seen(first)).isEqualTo("old");
        assertThat(seen(second)).isEqualTo("old");
        assertThat(rotation("old_valid_until")).isEqualTo("2026-06-03T18:00:00Z");
        api.clock.move(Duration.ofHours(14));
        assertThat(seen(first)).isEqualTo("expired_token");
        assertThat(seen(second)).isEqualTo("old");
        api.clock.move(Duration.ofHours(10));
        assertThat(seen(second)).isEqualTo("expired_token");
        assertThat(seen(third)).isEqualTo("current");
    }

    @Test
    void at_most_8_replaced_secrets_work_on() {
        List<Caller> secrets = new ArrayList<>(List.of(first));
        for (int i = 0; i < 8; i++) {
            secrets.add(rotated());
        }
        assertThat(secrets.subList(0, 8)).allMatch(secret -> seen(secret).equals("old"));

        secrets.add(rotated());

        assertThat(seen(secrets.get(0))).isEqualTo("expired_token");
        assertThat(secrets.subList(1, 9)).allMatch(secret -> seen(secret).equals("old"));
        assertThat(seen(secrets.get(9))).isEqualTo("current");
    }

    @Test
    void a_secret_in_its_grace_may_not_rotate() {
        Caller second = rotated();

        Reply refused = first.post(path + "/rotate", "");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("token_in_grace");
        assertThat(seen(second)).isEqualTo("current");
        assertThat(second.post(path + "/rotate", "").status()).isEqualTo(200);
    }

    @Test
    void of_many_rotations_at_once_by_the_token_itself_one_succeeds() throws Exception {
        List<Callable<Integer>> rotations = Collections.nCopies(8, () -> first.post(path + "/rotate", "").status());
        List<Integer> statuses = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<Integer> rotation : threads.invokeAll(rotations)) {
                statuses.add(rotation.get());
            }
        }

        assertThat(statuses).containsOnlyOnce(200).allMatch(status -> status == 200 || status == 409);
        assertThat(owner.get(path).header("ETag")).isEqualTo("\"v2\"");
    }

    @Test
    void a_secret_in_its_grace_may_not_rotate_another_token_either() {
        Reply star = owner.post("/tokens", "{\"name\":\"star\",\"scopes\":[\"*\"]}");
        owner.post("/tokens/" + star.at("/id") + "/rotate", "");

        assertThat(api.as(star.at("/token")).post(path + "/rotate", "").code()).isEqualTo("token_in_grace");
    }

    @Test
    void use_of_the_old_secret_shows_until_its_end_and_its_refused_use_afterwards() {
        rotated();
        api.clock.move(Duration.ofHours(1));
        first.get("/users/me");
        api.clock.move(Duration.ofHours(1));
        first.get("/users/me");

        assertThat(rotation("old_uses")).isEqualTo("2");
        assertThat(rotation("old_last_used_at")).isEqualTo("2026-06-02T10:00:00Z");
        assertThat(rotation("old_last_used_ip")).isEqualTo("127.0.0.1");
        assertThat(rotation("late_uses")).isEqualTo("0");

        api.clock.move(DAY);
        first.get("/users/me");
        first.delete(path);

        assertThat(rotation("old_uses")).isEqualTo("2");
        assertThat(rotation("late_uses")).isEqualTo("2");
        assertThat(rotation("late_last_at")).isEqualTo("2026-06-03T10:00:00Z");
        assertThat(rotation("late_last_ip")).isEqualTo("127.0.0.1");
        assertThat(owner.get(path).at("/last_used_at")).isEqualTo("2026-06-02T10:00:00Z");
        assertThat(owner.get(path).at("/state")).isEqualTo("active");
    }

    @Test
    void the_current_secret_leaves_no_trace_in_the_rotation() {
        Caller second = rotated();

        second.get("/users/me");

        assertThat(rotation("old_uses")).isEqualTo("0");
        assertThat(owner.get(path).at("/last_used_at")).isEqualTo("2026-06-02T08:00:00Z");
    }

    @Test
    void uses_of_all_replaced_secrets_show_together() {
        Caller second = rotated();
        rotated();

        first.get("/users/me");
        second.get("/users/me");

        assertThat(rotation("old_uses")).isEqualTo("2");
    }

    @Test
    void a_rotation_shows_until_7_days_after_the_grace() {
        rotated();
        api.clock.move(Duration.ofDays(8).minusMillis(1));
        first.get("/users/me");
        assertThat(rotation("late_uses")).isEqualTo("1");

        api.clock.move(Duration.ofMillis(1));

        assertThat(first.get("/users/me").code()).isEqualTo("expired_token");
        assertThat(owner.get(path).json().at("/rotation").isNull()).isTrue();
    }

    @Test
    void a_revoked_token_is_revoked_with_all_its_secrets() {
        Caller second = rotated();
        owner.delete(path);

        assertThat(seen(first)).isEqualTo("revoked_token");
        assertThat(seen(second)).isEqualTo("revoked_token");
        api.clock.move(DAY);
        assertThat(seen(first)).isEqualTo("revoked_token");
        assertThat(rotation("late_uses")).isEqualTo("0");
    }

    @Test
    void rotating_takes_no_fields() {
        assertThat(owner.post(path + "/rotate", "{\"grace\":0}").faults()).isEqualTo("grace unknown_field");
        assertThat(owner.post(path + "/rotate", "{}").status()).isEqualTo(200);
    }

    @Test
    void a_rotation_is_a_change() {
        rotated();

        assertThat(owner.patch(path, "{\"name\":\"y\"}", "If-Match", "\"v1\"").code())
                .isEqualTo("precondition_failed");
    }
}
