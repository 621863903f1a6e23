package dev.tollgate.gateway.inbound.http;

import dev.tollgate.gateway.GatewayFixture;
import dev.tollgate.gateway.GatewaySetup;
import dev.tollgate.gateway.Peer;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

import static dev.tollgate.gateway.inbound.http.Requests.answer;
import static dev.tollgate.gateway.inbound.http.Requests.get;
import static dev.tollgate.gateway.inbound.http.Requests.received;
import static dev.tollgate.gateway.inbound.http.Requests.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// The bodies of plain requests on the node's budget of memory (G§19, `gateway.buffer_budget`). Closing a gateway asserts that
/// nothing stays counted.
class BytesInFlightTest {
    private static final int LENGTH = 8 * 1024 * 1024;
    private static final int SMALL = 16 * 1024;
    private static final int BUDGET = 1 << 20;
    private static final int MANY = 40;
    /// A buffer that is being read into.
    private static final long READ = 64 * 1024;
    /// What one exchange may hold, and what Netty has around it.
    private static final long MOST = 320 * 1024;
    private static final String HEAD = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: " + LENGTH
            + "\r\n\r\n";

    @Test
    void what_a_client_does_not_take_of_its_answer_is_counted() {
        try (GatewayFixture gateway = new GatewayFixture()) {
            Peer client = gateway.client(SMALL).sends(get());
            Peer target = gateway.target().accept().receives(received());
            CompletableFuture<Void> sending = sending(target, HEAD);

            await().untilAsserted(() -> assertThat(gateway.buffers().held()).isBetween((long) SMALL, MOST));

            client.resets();
            await().untilAsserted(() -> assertThat(gateway.buffers().held()).isZero());
            gateway.record();
            sending.join();
        }
    }

    @Test
    void what_a_target_does_not_take_of_a_body_is_counted() {
        try (GatewayFixture gateway = new GatewayFixture()) {
            Peer client = gateway.client();
            CompletableFuture<Void> sending = sending(client, request("POST http://example.com/ HTTP/1.1",
                    "Content-Length: " + LENGTH));
            Peer target = gateway.target().accept();

            // More than what is read from the client and not looked at yet.
            await().untilAsserted(() -> assertThat(gateway.buffers().held()).isBetween(64L * 1024, 2 * MOST));

            target.resets();
            gateway.record();
            client.close();
            sending.join();
        }
    }

    @Test
    void a_head_of_an_answer_that_is_not_finished_is_counted() {
        try (GatewayFixture gateway = new GatewayFixture()) {
            Peer client = gateway.client().sends(get());
            gateway.target().accept().receives(received()).sends("HTTP/1.1 200 OK\r\nX-Long: " + "a".repeat(SMALL));

            await().untilAsserted(() -> assertThat(gateway.buffers().held()).isGreaterThanOrEqualTo(SMALL));

            client.resets();
            gateway.record();
        }
    }

    @Test
    void an_answer_in_small_chunks_takes_no_more_memory_than_is_counted() {
        try (GatewayFixture gateway = new GatewayFixture()) {
            long before = memory();
            Peer client = gateway.client(SMALL).sends(get());
            CompletableFuture<Void> sending = sending(gateway.target().accept().receives(received()),
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", ("200\r\n" + "z".repeat(512) + "\r\n")
                            .repeat(LENGTH / 512));

            await().during(Duration.ofMillis(300)).untilAsserted(() -> {
                assertThat(gateway.buffers().held()).isBetween((long) SMALL, MOST);
                assertThat(memory() - before).isLessThanOrEqualTo(gateway.buffers().held() + READ);
            });

            client.resets();
            gateway.record();
            sending.join();
        }
    }

    @Test
    void many_clients_that_take_nothing_do_not_exhaust_the_memory() {
        try (GatewayFixture gateway = new GatewayFixture(GatewaySetup.USUAL.withBuffers(BUDGET))) {
            List<CompletableFuture<Void>> sending = new ArrayList<>();
            List<Peer> clients = new ArrayList<>();
            long highest = 0;
            for (int i = 0; i < MANY; i++) {
                clients.add(gateway.client(SMALL).sends(get()));
                sending.add(sending(gateway.target().accept().receives(received()), HEAD));
                highest = Math.max(highest, gateway.buffers().held());
            }

            await().untilAsserted(() -> assertThat(gateway.buffers().tight()).isTrue());
            // Each may have read once before it stops.
            assertThat(Math.max(highest, gateway.buffers().held())).isLessThan(BUDGET + MANY * 64 * 1024L);
            clients.forEach(Peer::resets);
            clients.forEach(gone -> gateway.record());
            sending.forEach(CompletableFuture::join);
        }
    }

    @Test
    void what_flows_still_arrives_when_memory_is_short() {
        try (GatewayFixture gateway = new GatewayFixture(GatewaySetup.USUAL.withBuffers(SMALL))) {
            Peer client = gateway.client(SMALL).sends(get());
            CompletableFuture<Void> down = sending(gateway.target().accept().receives(received()), HEAD);
            client.receiveHead();
            assertThat(client.receive(LENGTH)).hasSize(LENGTH);
            down.join();
            gateway.record();

            Peer other = gateway.client();
            CompletableFuture<Void> up = sending(other, request("POST http://example.com/ HTTP/1.1", "Content-Length: "
                    + LENGTH));
            Peer target = gateway.target().accept();
            target.receiveHead();
            assertThat(target.receive(LENGTH)).hasSize(LENGTH);
            target.sends(answer("ok"));
            other.receiveHead();
            other.receives("ok");
            up.join();
            gateway.record();
        }
    }

    /// Sends a head and [#LENGTH] bytes, or as many as the other side takes.
    private static CompletableFuture<Void> sending(Peer from, String head) {
        return sending(from, head, "z".repeat(LENGTH));
    }

    private static CompletableFuture<Void> sending(Peer from, String head, String body) {
        return CompletableFuture.runAsync(() -> {
            try {
                from.sends(head).sends(body);
            } catch (UncheckedIOException gone) {
                // It was not wanted to the end.
            }
        }, task -> Thread.ofVirtual().start(task));
    }

    private static long memory() {
        var metric = UnpooledByteBufAllocator.DEFAULT.metric();
        return metric.usedDirectMemory() + metric.usedHeapMemory();
    }
}
