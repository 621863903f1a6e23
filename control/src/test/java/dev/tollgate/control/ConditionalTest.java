package dev.tollgate.control;

import dev.tollgate.domain.token.Scope;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/// `ETag`, `If-Match` and `If-None-Match` (A§1.2), on every single resource.
class ConditionalTest {

    private static final TestApi API = new TestApi();

    private final Caller caller = API
            .as(API.issue(API.openAccount("c" + System.nanoTime() + "@acme.example", "pro", false), Scope.ALL));
    private final String path = "/subusers/"
            + caller.post("/subusers", "{\"label\":\"x\",\"products\":[\"residential\"]}").at("/id");
    private final String entry = "/whitelists/" + caller.post("/whitelists", "{\"subuser\":\""
            + path.substring("/subusers/".length()) + "\",\"product\":\"residential\",\"ip\":\"10.0.0.1\"}").at("/id");

    @AfterAll
    static void stop() {
        API.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"v1\"", "W/\"v1\"", "*", "\"v7\", \"v1\"", "\"x\",W/\"v1\""})
    void who_has_the_version_is_sent_nothing(String tag) {
        for (String resource : new String[]{path, entry, "/users/me"}) {
            Reply reply = caller.get(resource, "If-None-Match", tag);

            assertThat(reply.status()).as(resource).isEqualTo(304);
            assertThat(reply.body()).isEmpty();
            assertThat(reply.header("ETag")).isEqualTo("\"v1\"");
            assertThat(reply.header("X-Request-Id")).startsWith("req_");
            assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"v2\"", "v1", "\"v10\"", "\"v\""})
    void who_has_another_version_is_sent_this_one(String tag) {
        assertThat(caller.get(path, "If-None-Match", tag).status()).isEqualTo(200);
        assertThat(caller.get(path).header("ETag")).isEqualTo("\"v1\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"v2\"", "W/\"v1\"", "v1", "\"v2\", \"v3\"", "x", ""})
    void another_version_forbids_the_change(String tag) {
        for (String resource : new String[]{path, entry}) {
            assertThat(caller.patch(resource, "{\"label\":\"new\"}", "If-Match", tag).code())
                    .isEqualTo("precondition_failed");
            Reply deletion = caller.delete(resource, "If-Match", tag);
            assertThat(deletion.status()).isEqualTo(412);
            assertThat(caller.get(resource).header("ETag")).isEqualTo("\"v1\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"v1\"", "*", "\"v9\", \"v1\""})
    void this_version_allows_it(String tag) {
        for (String resource : new String[]{entry, path}) {
            assertThat(caller.patch(resource, "{\"label\":\"new\"}", "If-Match", tag).header("ETag"))
                    .isEqualTo("\"v2\"");
            assertThat(caller.delete(resource, "If-Match", "\"v2\"").status()).isEqualTo(204);
        }
    }

    @Test
    void without_a_condition_the_last_writer_wins() {
        caller.patch(path, "{\"label\":\"a\"}");

        assertThat(caller.patch(path, "{\"label\":\"b\"}").header("ETag")).isEqualTo("\"v3\"");
    }

    @Test
    void a_rotation_is_a_change() {
        caller.post(path + "/rotate-password", "");

        assertThat(caller.get(path).header("ETag")).isEqualTo("\"v2\"");
    }
}
