package dev.tollgate.control;

import dev.tollgate.domain.account.Account;
import dev.tollgate.domain.token.Scope;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// A token's life: made, read, listed, used, ended (A§2).
class TokensTest {

    private final TestApi api = new TestApi();
    private final Account account = api.openAccount("tokens@acme.example", "pro", false);
    private final Caller caller = api.as(api.issue(account, Scope.ALL));

    @AfterEach
    void stop() {
        api.close();
    }

    private Reply create(String... scopes) {
        return caller.post("/tokens",
                "{\"name\":\"x\",\"scopes\":[\"" + String.join("\",\"", scopes) + "\"]}");
    }

    private String listed(String state) {
        StringBuilder ids = new StringBuilder();
        caller.get("/tokens?state=" + state).json().path("data")
                .forEach(one -> ids.append(one.path("id").stringValue()).append(' '));
        return ids.toString().strip();
    }

    @Test
    void a_token_works_as_soon_as_it_is_made_and_is_shown_once() {
        Reply created = create("subusers:write");
        String path = "/tokens/" + created.at("/id");

        Reply self = api.as(created.at("/token")).get("/tokens/verify");

        assertThat(self.at("/token_id")).isEqualTo(created.at("/id"));
        assertThat(self.at("/account_id")).isEqualTo(account.id().value());
        assertThat(caller.get(path).body()).doesNotContain("\"token\"");
        assertThat(caller.get("/tokens").body()).doesNotContain("\"token\"");
        assertThat(caller.patch(path, "{\"name\":\"y\"}").body()).doesNotContain("\"token\"");
    }

    @Test
    void its_last_use_shows_when_and_from_where() {
        Reply created = create("read");
        String path = "/tokens/" + created.at("/id");
        assertThat(caller.get(path).json().at("/last_used_at").isNull()).isTrue();

        api.clock.move(Duration.ofMinutes(3));
        api.as(created.at("/token")).get("/users/me");
        api.clock.move(Duration.ofMinutes(3));

        assertThat(caller.get(path).at("/last_used_at")).isEqualTo("2026-06-02T08:03:00Z");
        assertThat(caller.get(path).at("/last_used_ip")).isEqualTo("127.0.0.1");
        assertThat(caller.get("/tokens").at("/data/0/last_used_at")).isEqualTo("2026-06-02T08:03:00Z");
        assertThat(caller.get(path).header("ETag")).isEqualTo("\"v1\"");
    }

    @Test
    void a_refused_request_is_no_use() {
        Reply created = caller.post("/tokens",
                "{\"name\":\"x\",\"scopes\":[\"read\"],\"source_ips\":[\"203.0.113.0/28\"]}");

        assertThat(api.as(created.at("/token")).get("/users/me").code()).isEqualTo("source_ip_not_allowed");
        assertThat(caller.get("/tokens/" + created.at("/id")).json().at("/last_used_at").isNull()).isTrue();
    }

    @Test
    void changed_sources_hold_for_the_next_request() {
        Reply created = create("read");
        Caller made = api.as(created.at("/token"));
        String path = "/tokens/" + created.at("/id");

        caller.patch(path, "{\"source_ips\":[\"203.0.113.0/28\"]}");
        assertThat(made.get("/users/me").status()).isEqualTo(403);
        assertThat(made.get("/users/me").code()).isEqualTo("source_ip_not_allowed");

        caller.patch(path, "{\"source_ips\":[\"203.0.113.0/28\",\"127.0.0.1\"]}");
        assertThat(made.get("/users/me").status()).isEqualTo(200);
        assertThat(made.get("/tokens/verify").at("/source_ip_rule")).isEqualTo("127.0.0.1");
    }

    @Test
    void changed_scopes_hold_for_the_next_request() {
        Reply created = create("read");
        Caller made = api.as(created.at("/token"));

        caller.patch("/tokens/" + created.at("/id"), "{\"scopes\":[\"orders:write\"]}");

        assertThat(made.get("/users/me").code()).isEqualTo("insufficient_scope");
    }

    @Test
    void a_revoked_token_ends_at_once_and_is_told_so_for_good() {
        Reply created = create("read");
        Caller made = api.as(created.at("/token"));
        String path = "/tokens/" + created.at("/id");
        made.get("/users/me");

        Reply revoked = caller.delete(path);

        assertThat(revoked.status()).isEqualTo(204);
        assertThat(revoked.body()).isEmpty();
        Reply refused = made.get("/users/me");
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.code()).isEqualTo("revoked_token");
        assertThat(refused.header("WWW-Authenticate"))
                .isEqualTo("Bearer realm=\"helodata\", error=\"invalid_token\"");
        api.clock.move(Duration.ofDays(1_000));
        assertThat(made.get("/users/me").code()).isEqualTo("revoked_token");
        assertThat(caller.get(path).at("/state")).isEqualTo("revoked");
    }

    @Test
    void revoking_twice_is_revoking_once() {
        String path = "/tokens/" + create("read").at("/id");

        assertThat(caller.delete(path).status()).isEqualTo(204);
        assertThat(caller.delete(path).status()).isEqualTo(204);
        assertThat(caller.get(path).header("ETag")).isEqualTo("\"v2\"");
    }

    @Test
    void what_is_revoked_can_neither_be_changed_nor_rotated() {
        String path = "/tokens/" + create("read").at("/id");
        caller.delete(path);

        assertThat(caller.patch(path, "{\"name\":\"y\"}").code()).isEqualTo("token_over");
        assertThat(caller.patch(path, "{\"name\":\"y\"}").status()).isEqualTo(409);
        assertThat(caller.patch(path, "{}").status()).isEqualTo(200);
        assertThat(caller.post(path + "/rotate", "").code()).isEqualTo("token_over");
    }

    @Test
    void an_expired_token_is_told_so_and_a_later_end_brings_it_back() {
        Reply created = caller.post("/tokens",
                "{\"name\":\"x\",\"scopes\":[\"read\"],\"expires_at\":\"2026-06-02T08:01:01Z\"}");
        Caller made = api.as(created.at("/token"));
        String path = "/tokens/" + created.at("/id");
        api.clock.move(Duration.ofMillis(60_749));
        assertThat(made.get("/users/me").status()).isEqualTo(200);

        api.clock.move(Duration.ofMillis(1));

        assertThat(made.get("/users/me").code()).isEqualTo("expired_token");
        assertThat(caller.get(path).at("/state")).isEqualTo("expired");
        assertThat(caller.get(path).json().at("/rotation").isNull()).isTrue();
        assertThat(caller.post(path + "/rotate", "").code()).isEqualTo("token_over");
        assertThat(caller.patch(path, "{\"expires_at\":null}").at("/state")).isEqualTo("active");
        assertThat(made.get("/users/me").status()).isEqualTo(200);
    }

    @Test
    void tokens_are_listed_newest_first_and_by_state() {
        String first = caller.get("/tokens/verify").at("/token_id");
        String rotating = create("read").at("/id");
        caller.post("/tokens/" + rotating + "/rotate", "");
        String expired = caller.post("/tokens",
                "{\"name\":\"x\",\"scopes\":[\"read\"],\"expires_at\":\"2026-06-02T08:02:00Z\"}").at("/id");
        String revoked = create("read").at("/id");
        caller.delete("/tokens/" + revoked);
        api.clock.move(Duration.ofMinutes(5));

        assertThat(caller.get("/tokens").json().path("data").size()).isEqualTo(4);
        assertThat(caller.get("/tokens").at("/data/0/id")).isEqualTo(revoked);
        assertThat(listed("active")).isEqualTo(first);
        assertThat(listed("rotating")).isEqualTo(rotating);
        assertThat(listed("expired")).isEqualTo(expired);
        assertThat(listed("revoked")).isEqualTo(revoked);
        assertThat(caller.get("/tokens?state=Active").faults()).isEqualTo("query.state not_allowed");
        assertThat(caller.get("/tokens?name=x").faults()).isEqualTo("query.name unknown_field");
    }

    @Test
    void a_long_list_comes_in_pages_whose_cursor_keeps_to_its_filter() {
        for (int i = 0; i < 4; i++) {
            create("read");
        }

        Reply first = caller.get("/tokens?limit=3");
        String cursor = first.at("/next_cursor");
        Reply second = caller.get("/tokens?limit=3&cursor=" + cursor);

        assertThat(first.json().path("data").size()).isEqualTo(3);
        assertThat(second.json().path("data").size()).isEqualTo(2);
        assertThat(second.json().at("/next_cursor").isNull()).isTrue();
        assertThat(second.body()).doesNotContain(first.at("/data/0/id"));
        assertThat(caller.get("/tokens?state=active&cursor=" + cursor).faults())
                .isEqualTo("query.cursor bad_format");
    }

    @Test
    void a_version_is_asked_for_and_held_against() {
        String path = "/tokens/" + create("read").at("/id");

        assertThat(caller.get(path, "If-None-Match", "\"v1\"").status()).isEqualTo(304);
        assertThat(caller.patch(path, "{\"name\":\"y\"}", "If-Match", "\"v2\"").code())
                .isEqualTo("precondition_failed");
        assertThat(caller.patch(path, "{\"name\":\"y\"}", "If-Match", "\"v1\"").header("ETag")).isEqualTo("\"v2\"");
        assertThat(caller.delete(path, "If-Match", "\"v1\"").code()).isEqualTo("precondition_failed");
        assertThat(caller.delete(path, "If-Match", "\"v2\"").status()).isEqualTo(204);
    }

    @Test
    void an_id_of_any_shape_that_is_not_found_is_404() {
        String[] ids = {"tok_missing", "x", "%2F", "a.b", "x".repeat(300)};
        for (String id : ids) {
            for (Reply reply : new Reply[]{caller.get("/tokens/" + id), caller.patch("/tokens/" + id, "{\"name\":1}"),
                caller.delete("/tokens/" + id), caller.post("/tokens/" + id + "/rotate", "")}) {
                assertThat(reply.status()).isEqualTo(404);
                assertThat(reply.code()).as(id).isEqualTo("token_not_found");
            }
        }
    }

    @Test
    void verify_is_no_id() {
        assertThat(caller.get("/tokens/verify").at("/presented")).isEqualTo("current");
        for (String method : new String[]{"PATCH", "DELETE"}) {
            Reply reply = caller.send(method, "/tokens/verify", new byte[0]);

            assertThat(reply.status()).isEqualTo(405);
            assertThat(reply.header("Allow")).isEqualTo("GET, HEAD");
        }
    }
}
