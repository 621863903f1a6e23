package dev.tollgate.app.endurance;

import dev.tollgate.app.ApiClient;
import dev.tollgate.app.ApiClient.Answer;
import dev.tollgate.app.webhook.ScriptedReceiver;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// A node that is killed again and again while it writes.
class KilledWritesTest {
    private static final int ROUNDS = Endurance.of(50, 2);
    private static final int WRITERS = 4;
    private static final List<String> OPTIONS = List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
    private static final Map<String, String> SETTINGS = Map.of("TOLLGATE_WEBHOOKS__ALLOW", "127.0.0.0/8",
            "TOLLGATE_DNS__SERVERS", "127.0.0.1:1");
    private static final Pattern SUB_USER = Pattern.compile("\"subuser\":\"(sub_\\w+)\"");
    private static final Pattern EVENT = Pattern.compile("\"id\":\"(evt_\\w+)\"");

    /// The claims of a node that was killed have to end first.
    private static final Duration DELIVERED = Duration.ofMinutes(3);

    private final Random random = new Random(50);
    private final AtomicInteger labels = new AtomicInteger();

    @TempDir
    Path folder;

    /// What was answered with success, and so must be there for good.
    ///
    /// @param created sub-users by id
    /// @param disabled of them those that were disabled
    /// @param deleting of them those whose deletion was asked for, which may be gone
    /// @param deleted of them those that are
    private record Acknowledged(Queue<String> created, Queue<String> disabled, Queue<String> deleting,
            Queue<String> deleted) {
        Acknowledged() {
            this(new ConcurrentLinkedQueue<>(), new ConcurrentLinkedQueue<>(), new ConcurrentLinkedQueue<>(),
                    new ConcurrentLinkedQueue<>());
        }

        int changes() {
            return created.size() + disabled.size() + deleted.size();
        }
    }

    @Test
    void no_acknowledged_change_and_no_event_is_lost_and_the_chain_verifies() throws Exception {
        Acknowledged acknowledged = new Acknowledged();
        try (ScriptedReceiver receiver = ScriptedReceiver.plain()) {
            String token;
            try (ServedNode first = ServedNode.first(folder, OPTIONS, SETTINGS)) {
                token = first.token();
                first.api().post("/webhooks", "{\"url\":\"http://127.0.0.1:" + receiver.port()
                        + "/\",\"events\":[\"subuser.created\"]}").expect(201);
                writeUntilKilled(first, acknowledged);
            }
            for (int round = 1; round < ROUNDS; round++) {
                try (ServedNode node = ServedNode.again(folder, OPTIONS, SETTINGS, token)) {
                    verified(node);
                    writeUntilKilled(node, acknowledged);
                }
            }
            try (ServedNode last = ServedNode.again(folder, OPTIONS, SETTINGS, token)) {
                long entries = verified(last);
                everyChangeIsThere(last.api(), acknowledged);
                Set<String> created = Set.copyOf(acknowledged.created());
                await().atMost(DELIVERED).until(() -> told(receiver).keySet().containsAll(created));
                Figures.add("killed " + ROUNDS + " times while it wrote: changes acknowledged, of which lost",
                        acknowledged.changes() + ", 0");
                Figures.add("the same: entries of the audit log, all linked", Long.toString(entries));
                assertThat(told(receiver).values()).as("an event has one id however often it is sent")
                        .allMatch(ids -> ids.size() == 1);
                assertThat(last.troubles()).isEmpty();
            }
        }
    }

    private void writeUntilKilled(ServedNode node, Acknowledged acknowledged) throws Exception {
        int enough = acknowledged.changes() + 10 + random.nextInt(40);
        Thread[] writers = new Thread[WRITERS];
        for (int i = 0; i < WRITERS; i++) {
            writers[i] = Thread.ofVirtual().start(() -> write(node.api(), acknowledged));
        }
        await().until(() -> acknowledged.changes() >= enough);
        node.process().signal("KILL");
        node.process().ended();
        for (Thread writer : writers) {
            writer.join();
        }
    }

    /// Until the node is there no more.
    private void write(ApiClient api, Acknowledged acknowledged) {
        try {
            while (true) {
                int number = labels.incrementAndGet();
                String id = api.createSubUser("l" + number).id();
                acknowledged.created().add(id);
                api.patch("/subusers/" + id, "{\"status\":\"disabled\"}").expect(200);
                acknowledged.disabled().add(id);
                if (number % 2 == 0) {
                    acknowledged.deleting().add(id);
                    api.delete("/subusers/" + id).expect(204);
                    acknowledged.deleted().add(id);
                }
            }
        } catch (UncheckedIOException killed) {
            return;
        }
    }

    /// @return how many entries the chain has
    private static long verified(ServedNode node) {
        Answer verification = node.api().get("/audit/verify").expect(200);
        assertThat(verification.body().get("ok").asBoolean()).as("%s", verification).isTrue();
        return verification.body().get("entries").asLong();
    }

    private static void everyChangeIsThere(ApiClient api, Acknowledged acknowledged) {
        Set<String> logged = new HashSet<>();
        for (String action : List.of("subuser.create", "subuser.update", "subuser.delete")) {
            String cursor = "";
            do {
                JsonNode page = api.get("/audit?limit=200&action=" + action + cursor).expect(200).body();
                page.get("data").forEach(entry -> logged.add(action + " " + entry.get("object").asString()));
                cursor = page.get("next_cursor").isNull() ? "" : "&cursor=" + page.get("next_cursor").asString();
            } while (!cursor.isEmpty());
        }
        assertThat(acknowledged.created()).allSatisfy(id -> assertThat(logged).contains("subuser.create " + id));
        Set<String> deleting = Set.copyOf(acknowledged.deleting());
        assertThat(acknowledged.disabled()).allSatisfy(id -> {
            assertThat(logged).contains("subuser.update " + id);
            if (!deleting.contains(id)) {
                assertThat(api.get("/subusers/" + id).expect(200).body().get("status").asString())
                        .isEqualTo("disabled");
            }
        });
        assertThat(acknowledged.deleted()).allSatisfy(id -> {
            assertThat(logged).contains("subuser.delete " + id);
            api.get("/subusers/" + id).expect(404);
        });
    }

    /// The ids of the events that told of each sub-user.
    private static Map<String, Set<String>> told(ScriptedReceiver receiver) {
        Map<String, Set<String>> told = new HashMap<>();
        for (ScriptedReceiver.Received one : receiver.received()) {
            String subUser = SUB_USER.matcher(one.body()).results().findFirst().orElseThrow().group(1);
            String event = EVENT.matcher(one.body()).results().findFirst().orElseThrow().group(1);
            told.computeIfAbsent(subUser, _ -> new HashSet<>()).add(event);
        }
        return told;
    }
}
