package dev.tollgate.gateway.connection;

import dev.tollgate.gateway.GatewayFixture;
import dev.tollgate.gateway.GatewaySetup;
import dev.tollgate.gateway.Peer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// What clients make the gateway remember before they have shown who they are (G§19, `gateway.buffer_budget`).
class UnfinishedHeadsTest {
    private static final int BUDGET = 4 << 20;
    /// 60 KB, within what a head may have.
    private static final String UNFINISHED = "GET http://example.com/ HTTP/1.1\r\nHost: example.com\r\n"
            + ("X-Long: " + "a".repeat(5_990) + "\r\n").repeat(10);
    private static final int MANY = 150;

    @Test
    void unfinished_heads_cannot_exhaust_the_memory_and_the_oldest_go_first() {
        try (GatewayFixture gateway = new GatewayFixture(GatewaySetup.USUAL.withBuffers(BUDGET))) {
            Peer silent = gateway.client();
            List<Peer> clients = new ArrayList<>();
            long highest = 0;
            for (int i = 0; i < MANY; i++) {
                clients.add(gateway.client().triesToSend(UNFINISHED));
                highest = Math.max(highest, gateway.buffers().held());
            }

            clients.getFirst().seesCut();
            assertThat(clients.getLast().sends("\r\n").receiveHead()).startsWith("HTTP/1.1 407 ");
            gateway.record();
            highest = Math.max(highest, gateway.buffers().held());
            assertThat(highest).isBetween(BUDGET / 2L, (long) BUDGET);
            assertThat(gateway.unauthenticated().size()).isLessThan(MANY / 2);
            assertThat(silent.sends("GET / HTTP/1.1\r\n\r\n").receiveHead()).as("it held nothing that others need")
                    .startsWith("HTTP/1.1 400 ");
            gateway.record();
        }
    }

    @Test
    void many_who_hold_little_do_not_make_room_for_a_few_who_want_much() {
        try (GatewayFixture gateway = new GatewayFixture(GatewaySetup.USUAL.withBuffers(BUDGET / 4))) {
            for (int i = 0; i < MANY; i++) {
                gateway.client().sends("GET ");
            }
            long highest = 0;
            List<Peer> clients = new ArrayList<>();
            for (int i = 0; i < MANY / 4; i++) {
                clients.add(gateway.client().triesToSend(UNFINISHED));
                highest = Math.max(highest, gateway.buffers().held());
            }

            clients.getFirst().seesCut();
            assertThat(highest).isLessThan(BUDGET / 4);
        }
    }

    @Test
    void a_finished_head_leaves_nothing_behind() {
        try (GatewayFixture gateway = new GatewayFixture(GatewaySetup.USUAL.withBuffers(BUDGET))) {
            Peer client = gateway.client();

            assertThat(client.sends(UNFINISHED + "\r\n").receiveHead()).startsWith("HTTP/1.1 407 ");
            gateway.record();

            await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(gateway.buffers().held()).isZero());
        }
    }
}
