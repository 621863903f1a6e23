package dev.tollgate.app.journey;

import dev.tollgate.app.RunningNode;
import dev.tollgate.app.webhook.ScriptedReceiver;
import dev.tollgate.app.webhook.ScriptedReceiver.Received;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// The receiver that docs/guide/webhooks.md shows, as it stands there, believes what a node sends and nothing else.
class WebhookGuideJourneyTest {
    private static final Path GUIDE = Path.of("..", "docs", "guide", "webhooks.md");
    private static final String CHECKS = """

            import json, sys
            for secret, signature, body in json.loads(sys.argv[1]):
                print(genuine(secret, signature, body.encode()))
            """;

    private static String receiver() throws IOException {
        String guide = Files.readString(GUIDE);
        int from = guide.indexOf("```python\n") + "```python\n".length();
        return guide.substring(from, guide.indexOf("```", from));
    }

    private static String check(String secret, String signature, String body) {
        return "[\"%s\",\"%s\",\"%s\"]".formatted(secret, signature, body.replace("\"", "\\\""));
    }

    @Test
    void the_receiver_of_the_guide_believes_a_node_and_nobody_else() throws IOException {
        try (ScriptedReceiver receiver = ScriptedReceiver.plain();
                RunningNode node = RunningNode.start(Map.of("webhooks.allow", "127.0.0.1"))) {
            var made = node.api().post("/webhooks", "{\"url\":\"http://127.0.0.1:" + receiver.port()
                    + "/tg\",\"events\":[\"*\"]}").expect(201).body();
            String path = "/webhooks/" + made.get("id").asString();
            String old = made.get("signing_secret").asString();
            String secret = node.api().post(path + "/rotate-secret", "").expect(200).body().get("signing_secret")
                    .asString();
            node.api().post(path + "/test", "").expect(200);
            Received sent = receiver.received().getLast();
            String signature = sent.header("X-Helodata-Signature");
            String stale = signature.replaceFirst("t=[0-9]+", "t=1780394400");

            String said = Program.python().run("-c", receiver() + CHECKS, "[" + String.join(",",
                    check(secret, signature, sent.body()), check(old, signature, sent.body()),
                    check(secret, signature, sent.body().replace("live", "test")),
                    check("whsec_" + "x".repeat(43), signature, sent.body()),
                    check(secret, stale, sent.body())) + "]").printed();

            assertThat(said.lines()).containsExactly("True", "True", "False", "False", "False");
        }
    }
}
