package dev.tollgate.gateway.connection;

import dev.tollgate.gateway.GatewayFixture;
import dev.tollgate.gateway.GatewaySetup;
import dev.tollgate.gateway.Peer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// Slots and the connections without one, with clients that do not behave.
final class SlotsTest {
    private static final String GET = "GET http://example.com/ HTTP/1.1\r\nHost: example.com\r\n"
            + GatewayFixture.AUTHORIZATION + "\r\n";
    /// Without a slot, of a gateway for 1,000 connections: a quarter.
    private static final int WITHOUT_SLOT = 250;
    /// Where nobody may go, so that the answer comes without a target.
    private static final int MAIL = 25;

    private static GatewaySetup thousand() {
        return GatewaySetup.USUAL.withConnections(1_000);
    }

    @Test
    void socks_clients_that_leave_before_their_answers_take_no_slot_with_them() throws Exception {
        try (GatewayFixture gateway = new GatewayFixture()) {
            for (int i = 0; i < 30; i++) {
                gateway.client().sends(everythingAtOnce(80)).resets();
            }

            await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
                assertThat(gateway.server().connections()).isZero();
                assertThat(gateway.server().exchanges()).isZero();
                assertThat(gateway.limits().held()).isZero();
            });
            while (gateway.recordsLeft() > 0) {
                gateway.record();
            }
        }
    }

    @Test
    void connections_that_are_refused_a_slot_make_room_for_others() {
        try (GatewayFixture gateway = thousand().withSlots(1).start()) {
            Peer served = gateway.client().sends(GET);
            Peer target = gateway.target().accept();
            target.receiveHead();
            target.sends("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
            assertThat(served.receiveHead()).startsWith("HTTP/1.1 200 ");
            gateway.record();

            List<Peer> refused = new ArrayList<>();
            for (int i = 0; i <= WITHOUT_SLOT; i++) {
                Peer peer = gateway.client().sends(GET);
                assertThat(peer.receiveThrough("\"}")).startsWith("HTTP/1.1 429 ").contains("concurrent-limit");
                gateway.record();
                refused.add(peer);
            }

            refused.getFirst().seesEnd();
        }
    }

    /// Whoever may log in, even with one slot or disabled, could else keep all connections of the node.
    @Test
    void socks_clients_that_log_in_and_ask_for_nothing_make_room_for_others() {
        try (GatewayFixture gateway = thousand().start()) {
            List<Peer> clients = new ArrayList<>();
            for (int i = 0; i <= WITHOUT_SLOT; i++) {
                clients.add(gateway.client().sends(login().toByteArray()).receives("\u0005\u0002\u0001\0"));
            }

            clients.getFirst().seesEnd();
            assertThat(gateway.unauthenticated().size()).isEqualTo(WITHOUT_SLOT);
            clients.forEach(Peer::close);
            clients.forEach(gone -> gateway.record());
        }
    }

    @Test
    void clients_that_come_in_a_storm_and_ask_at_once_are_all_answered() {
        CountDownLatch storm = new CountDownLatch(1);
        try (GatewayFixture gateway = thousand().start()) {
            gateway.loops().getFirst().eventLoop().execute(() -> waitFor(storm));
            List<Peer> clients = new ArrayList<>();
            for (int i = 0; i < 2 * WITHOUT_SLOT; i++) {
                clients.add(gateway.client().sends(everythingAtOnce(MAIL)));
            }

            storm.countDown();

            clients.forEach(client -> client.receives("\u0005\u0002\u0001\0\u0005\u0002\0\u0001"));
            clients.forEach(Peer::close);
            clients.forEach(gone -> gateway.record());
        }
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ByteArrayOutputStream login() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(new byte[]{5, 1, 2, 1});
        text(bytes, GatewayFixture.USERNAME);
        text(bytes, GatewayFixture.PASSWORD);
        return bytes;
    }

    private static byte[] everythingAtOnce(int port) {
        ByteArrayOutputStream bytes = login();
        bytes.writeBytes(new byte[]{5, 1, 0, 3});
        text(bytes, "example.com");
        bytes.writeBytes(new byte[]{0, (byte) port});
        return bytes.toByteArray();
    }

    private static void text(ByteArrayOutputStream to, String text) {
        to.write(text.length());
        to.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }
}
