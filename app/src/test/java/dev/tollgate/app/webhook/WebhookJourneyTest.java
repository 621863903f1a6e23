package dev.tollgate.app.webhook;

import dev.tollgate.app.ApiClient.Answer;
import dev.tollgate.app.ApiClient.SubUser;
import dev.tollgate.app.RunningNode;
import dev.tollgate.domain.secret.Secret;
import dev.tollgate.domain.webhook.Signature;
import dev.tollgate.domain.webhook.SigningSecrets;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// Webhooks of a whole node. All addresses are of this machine and the name server is nobody.
class WebhookJourneyTest {
    private static final Map<String, String> OPEN = Map.of("webhooks.allow", "127.0.0.0/8", "dns.servers",
            "127.0.0.1:1");

    private static String wanting(String url, String... events) {
        return "{\"url\":\"" + url + "\",\"events\":[\"" + String.join("\",\"", events) + "\"]}";
    }

    @Test
    void changes_arrive_signed_and_a_test_says_what_came_of_it() throws IOException {
        try (ScriptedReceiver receiver = ScriptedReceiver.plain(); RunningNode node = RunningNode.start(OPEN)) {
            var made = node.api().post("/webhooks", wanting("http://127.0.0.1:" + receiver.port() + "/tg", "*"))
                    .expect(201).body();
            SigningSecrets secret = new SigningSecrets(List.of(new Secret(made.get("signing_secret").asString())));

            SubUser subUser = node.api().createSubUser("crawler");
            node.api().disable(subUser);

            await().until(() -> receiver.received().size() == 3);
            assertThat(receiver.received()).extracting(one -> one.header("X-Helodata-Event"))
                    .containsExactlyInAnyOrder("subuser.created", "subuser.updated", "subuser.disabled");
            assertThat(receiver.received()).allSatisfy(one -> {
                String signature = one.header("X-Helodata-Signature");
                Instant at = Instant.ofEpochSecond(Long.parseLong(signature.substring(2, signature.indexOf(','))));
                assertThat(signature).isEqualTo(Signature.of(one.body(), at, secret));
                assertThat(one.body()).contains("\"subuser\":\"" + subUser.id() + "\"");
            });
            String path = "/webhooks/" + made.get("id").asString();
            await().untilAsserted(() -> assertThat(node.api().get(path + "/deliveries").expect(200).body().get("data"))
                    .hasSize(3).allMatch(one -> one.get("state").asString().equals("delivered")));
            assertThat(node.api().post(path + "/test", "").expect(200).body().get("ok").asBoolean()).isTrue();
            assertThat(receiver.received().getLast().header("X-Helodata-Event")).isEqualTo("webhook.test");
        }
    }

    @Test
    void without_leave_of_the_operator_receivers_are_public_and_speak_tls() {
        try (RunningNode node = RunningNode.start(Map.of("dns.servers", "127.0.0.1:1"))) {
            for (String url : List.of("https://127.0.0.1/", "http://127.0.0.1/", "https://[::1]/", "https://localhost/",
                    "https://10.0.0.1/", "https://169.254.169.254/", "http://hooks.example.net/")) {
                Answer refused = node.api().post("/webhooks", wanting(url, "*"));

                assertThat(refused.status()).as(url).isEqualTo(422);
                assertThat(refused.body().at("/details/0/issue").asString()).as(url).isEqualTo("not_allowed");
            }
        }
    }

    @Test
    void the_nodes_own_listeners_stay_closed() {
        try (RunningNode node = RunningNode.start(OPEN)) {
            for (int port : List.of(node.gatewayPort(), node.node().apiPort(), node.node().adminPort())) {
                node.api().post("/webhooks", wanting("http://127.0.0.1:" + port + "/", "*")).expect(422);
            }
        }
    }

    @Test
    void a_name_that_is_not_found_now_may_be_there_later() {
        try (RunningNode node = RunningNode.start(OPEN)) {
            String id = node.api().post("/webhooks", wanting("https://hooks.example.net/", "kyc.updated")).expect(201)
                    .body().get("id").asString();

            var outcome = node.api().post("/webhooks/" + id + "/test", "").expect(200).body();

            assertThat(outcome.get("ok").asBoolean()).isFalse();
            assertThat(outcome.get("error").asString()).isEqualTo("The name has no address.");
        }
    }
}
