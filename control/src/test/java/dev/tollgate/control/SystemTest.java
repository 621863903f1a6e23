package dev.tollgate.control;

import dev.tollgate.domain.node.KnownNode;
import dev.tollgate.domain.node.NodeName;
import dev.tollgate.domain.node.NodeReport;
import dev.tollgate.domain.node.NodeState;
import dev.tollgate.domain.token.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/// What operators see of the system (A§15, A§16.7).
class SystemTest {

    private static final Instant NOW = TestApi.START;

    private TestApi api;
    private Caller operator;

    @BeforeEach
    void start() {
        api = new TestApi();
        operator = api.as(api.issue(api.account, Scope.OPERATOR_READ));
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private void runs(String name, Instant startedAt, NodeState state) {
        api.nodes.report(new NodeReport(new NodeName(name), "boot", "1.2.3", startedAt, NOW, state, 17));
    }

    private static List<String> names(JsonNode nodes) {
        List<String> names = new ArrayList<>();
        nodes.forEach(node -> names.add(node.path("name").stringValue()));
        return names;
    }

    @Test
    void the_status_shows_the_parts() {
        runs("here", NOW.minusSeconds(60), NodeState.SERVING);

        assertThat(operator.get("/system/status").body()).isEqualTo("""
                {"status":"ok","version":"1.2.3","time":"2026-06-02T08:00:00Z","node":"here","nodes":[{"name":"here",\
                "state":"serving","drained":false,"version":"1.2.3","revision":17,"started_at":"2026-06-02T07:59:00Z",\
                "seen_at":"2026-06-02T08:00:00Z"}],"snapshot":{"revision":17,"age_seconds":1.25},"journal":null,\
                "database":{"kind":"sqlite","answers":true}}""");
    }

    @Test
    void the_status_says_what_is_wrong() {
        api.publisher.say(false);
        api.node.say(Optional.empty(), false);

        Reply reply = operator.get("/system/status");

        assertThat(reply.at("/status")).isEqualTo("degraded");
        assertThat(reply.json().at("/snapshot/age_seconds").isNull()).isTrue();
        assertThat(reply.json().at("/database/answers").booleanValue()).isFalse();
    }

    @Test
    void a_node_that_is_silent_is_lost() {
        runs("here", NOW, NodeState.SERVING);
        runs("there", NOW, NodeState.DRAINING);
        assertThat(operator.get("/system/nodes").at("/data/0/state")).isEqualTo("serving");
        assertThat(operator.get("/system/nodes").at("/data/1/state")).isEqualTo("draining");

        api.clock.move(KnownNode.LOST_AFTER.plusMillis(1));

        assertThat(operator.get("/system/nodes").at("/data/0/state")).isEqualTo("lost");
    }

    @Test
    void nodes_are_listed_page_by_page_the_latest_started_first() {
        for (int i = 0; i < 5; i++) {
            runs("n" + i, NOW.minusSeconds(i / 2), NodeState.SERVING);
        }
        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            Reply page = operator.get("/system/nodes?limit=2" + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
            seen.addAll(names(page.json().path("data")));
            cursor = page.at("/next_cursor");
        } while (!cursor.isEmpty() && seen.size() < 10);

        assertThat(seen).containsExactly("n0", "n1", "n2", "n3", "n4");
    }

    @Test
    void a_page_goes_on_where_it_was_when_its_last_node_is_gone() {
        for (int i = 0; i < 3; i++) {
            runs("n" + i, NOW.minusSeconds(i), NodeState.SERVING);
        }
        String cursor = operator.get("/system/nodes?limit=2").at("/next_cursor");
        api.nodes.leave(new NodeName("n1"), "boot");

        assertThat(names(operator.get("/system/nodes?cursor=" + cursor).json().path("data"))).containsExactly("n2");
        assertThat(operator.get("/system/nodes?cursor=" + cursor + "x").faults()).isEqualTo("query.cursor bad_format");
    }

    @Test
    void a_node_is_asked_to_drain_and_to_go_on() {
        runs("here", NOW, NodeState.SERVING);
        Caller system = api.as(api.issue(api.account, Scope.OPERATOR_SYSTEM));

        assertThat(system.post("/system/nodes/here/drain", "").json().path("drained").booleanValue()).isTrue();
        assertThat(operator.get("/system/nodes").json().at("/data/0/drained").booleanValue()).isTrue();
        assertThat(system.post("/system/nodes/here/resume", "{}").json().path("drained").booleanValue()).isFalse();
        assertThat(system.post("/system/nodes/here/drain", "{\"until\":1}").faults()).isEqualTo("until unknown_field");
        for (String nobody : new String[]{"there", "%01", "a%20b", "x".repeat(64)}) {
            assertThat(system.post("/system/nodes/" + nobody + "/drain", "").code()).isEqualTo("node_not_found");
        }
    }

    @Test
    void a_snapshot_has_an_age_with_the_store_away() {
        api.node.say(Optional.of(Duration.ofMinutes(2)), true);

        assertThat(operator.get("/system/status").json().at("/snapshot/age_seconds").doubleValue()).isEqualTo(120);
    }
}
