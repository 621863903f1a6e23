package dev.tollgate.store.node;

import dev.tollgate.domain.node.KnownNode;
import dev.tollgate.domain.node.NodeName;
import dev.tollgate.domain.node.NodeReport;
import dev.tollgate.domain.node.NodeRepository;
import dev.tollgate.domain.node.NodeState;
import dev.tollgate.store.Samples;
import dev.tollgate.store.Store;
import dev.tollgate.store.StoreTest;
import dev.tollgate.store.TestDatabase;
import dev.tollgate.store.database.StoreUnavailable;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

abstract class NodeRepositoryContract extends StoreTest {
    private static final Instant NOW = Samples.NOW;

    private Store fresh;

    NodeRepositoryContract(TestDatabase database) {
        super(database);
    }

    @BeforeEach
    void open() throws StoreUnavailable {
        fresh = freshStore();
    }

    @AfterEach
    void close() {
        fresh.close();
    }

    private NodeRepository nodes() {
        return fresh.nodes();
    }

    private static NodeReport report(String name, String boot, Instant at) {
        return new NodeReport(new NodeName(name), boot, "1.2.3", NOW, at, NodeState.SERVING, 17);
    }

    @Test
    void a_node_is_known_by_its_latest_report() {
        nodes().report(new NodeReport(new NodeName("b"), "boot1", "1.2.2", NOW, NOW, NodeState.STARTING, 3));
        NodeReport latest = report("b", "boot1", NOW.plusSeconds(5));

        assertThat(nodes().report(latest)).isEqualTo(new KnownNode(latest, false));
        assertThat(nodes().list()).containsExactly(new KnownNode(latest, false));
    }

    @Test
    void nodes_are_listed_by_name() {
        nodes().report(report("b", "boot1", NOW));
        nodes().report(report("a", "boot2", NOW));
        nodes().report(report("B", "boot3", NOW));

        assertThat(nodes().list()).extracting(node -> node.report().name().value()).containsExactly("B", "a", "b");
    }

    @Test
    void a_node_learns_that_it_is_to_drain_until_it_is_to_resume() {
        nodes().report(report("a", "boot1", NOW));

        assertThat(nodes().drain(Samples.AUTHOR, new NodeName("a"), true).orElseThrow().drained()).isTrue();
        assertThat(nodes().report(report("a", "boot1", NOW)).drained()).isTrue();
        assertThat(nodes().drain(Samples.AUTHOR, new NodeName("a"), false).orElseThrow().drained()).isFalse();
        assertThat(nodes().report(report("a", "boot1", NOW)).drained()).isFalse();
    }

    @Test
    void a_new_start_begins_without_what_was_asked_of_the_last() {
        nodes().report(report("a", "boot1", NOW));
        nodes().drain(Samples.AUTHOR, new NodeName("a"), true);

        assertThat(nodes().report(report("a", "boot2", NOW)).drained()).isFalse();
    }

    @Test
    void a_node_that_leaves_is_forgotten_unless_it_has_started_again() {
        nodes().report(report("a", "boot1", NOW));
        KnownNode again = nodes().report(report("b", "boot2", NOW));

        nodes().leave(new NodeName("a"), "boot1");
        nodes().leave(new NodeName("b"), "boot1");

        assertThat(nodes().list()).containsExactly(again);
    }

    @Test
    void an_unknown_node_cannot_be_drained() {
        assertThat(nodes().drain(Samples.AUTHOR, new NodeName("nobody"), true)).isEmpty();
    }

    @Test
    void silent_nodes_are_lost_and_at_last_forgotten() {
        nodes().report(report("a", "boot1", NOW));
        KnownNode heard = nodes().report(report("b", "boot2", NOW.plusSeconds(60)));

        assertThat(nodes().list().getFirst().lost(NOW.plus(KnownNode.LOST_AFTER))).isFalse();
        assertThat(nodes().list().getFirst().lost(NOW.plus(KnownNode.LOST_AFTER).plus(Duration.ofMillis(1)))).isTrue();
        nodes().forgetSilentSince(NOW.plusSeconds(60));
        assertThat(nodes().list()).containsExactly(heard);
    }
}
