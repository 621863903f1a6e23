package dev.tollgate.app;

import dev.tollgate.app.ApiClient.SubUser;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// What the audit log of a whole node says, from its first start on.
class AuditJourneyTest {

    private static List<JsonNode> log(RunningNode node, String query) {
        return StreamSupport.stream(
                node.api().get("/audit?limit=200" + query).expect(200).body().get("data").spliterator(), false)
                .toList();
    }

    @Test
    void the_log_begins_with_what_the_first_start_makes() {
        try (RunningNode node = RunningNode.start()) {
            assertThat(log(node, "").reversed()).extracting(entry -> entry.get("action").asString())
                    .containsExactly("server_key.claim", "plan.create", "plan.create", "plan.create", "plan.create",
                            "plan.create", "plan.create", "exit.create", "account.create", "token.create");
            assertThat(log(node, "")).allMatch(entry -> entry.at("/actor/type").asString().equals("system"));
        }
    }

    @Test
    void each_change_is_put_down_to_the_token_and_the_request_that_made_it() {
        try (RunningNode node = RunningNode.start()) {
            SubUser subUser = node.api().createSubUser("crawler");
            node.api().disable(subUser);
            node.api().post("/subusers/" + subUser.id() + "/rotate-password", "").expect(200);
            String entry = node.api().allow(subUser, "203.0.113.4");
            node.api().delete("/whitelists/" + entry).expect(204);
            node.api().delete("/subusers/" + subUser.id()).expect(204);
            node.api().delete("/subusers/" + subUser.id()).expect(404);

            List<JsonNode> changes = log(node, "&actor=token").reversed();
            assertThat(changes).extracting(one -> one.get("action").asString()).containsExactly("subuser.create",
                    "subuser.update", "subuser.rotate_password", "whitelist.create", "whitelist.delete",
                    "subuser.delete");
            assertThat(changes).allSatisfy(one -> {
                assertThat(one.at("/actor/id").asString()).startsWith("tok_");
                assertThat(one.at("/actor/ip").asString()).isEqualTo("127.0.0.1");
                assertThat(one.get("request_id").asString()).startsWith("req_");
            });
            assertThat(changes.get(1).get("before")).hasToString("{\"status\":\"active\"}");
            assertThat(changes.get(1).get("after")).hasToString("{\"status\":\"disabled\"}");
            assertThat(changes.toString()).doesNotContain(subUser.password());
            assertThat(node.api().get("/audit/verify").expect(200).body().get("ok").asBoolean()).isTrue();
        }
    }

    @Test
    void a_token_that_is_turned_away_becomes_one_entry_within_seconds() {
        try (RunningNode node = RunningNode.start();
                ApiClient stranger = new ApiClient(node.node().apiPort(), "hel_live_" + "x".repeat(64))) {
            for (int i = 0; i < 50; i++) {
                stranger.get("/users/me").expect(401);
            }

            await().until(() -> !log(node, "&action=token.refuse").isEmpty());

            JsonNode entry = log(node, "&action=token.refuse").getFirst();
            assertThat(entry.at("/actor/ip").asString()).isEqualTo("127.0.0.1");
            assertThat(entry.at("/after/code").asString()).isEqualTo("invalid_token");
            assertThat(entry.at("/after/count").asInt()).isPositive();
            assertThat(entry.get("object").isNull()).isTrue();
        }
    }

    @Test
    void a_command_at_a_shell_is_put_down_to_the_shell() {
        try (RunningNode node = RunningNode.start()) {
            Attempt.of(Map.of(), "token", "create", "--data-dir", node.folder().resolve("data").toString());

            JsonNode entry = log(node, "&actor=cli").getFirst();
            assertThat(entry.get("action").asString()).isEqualTo("token.create");
            assertThat(entry.get("request_id").isNull()).isTrue();
        }
    }
}
