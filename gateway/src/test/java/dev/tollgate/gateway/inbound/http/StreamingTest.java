package dev.tollgate.gateway.inbound.http;

import dev.tollgate.domain.traffic.Ending;
import dev.tollgate.domain.traffic.ExchangeRecord;
import dev.tollgate.gateway.GatewayFixture;
import dev.tollgate.gateway.GatewaySetup;
import dev.tollgate.gateway.Peer;
import dev.tollgate.gateway.transport.Transport;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static dev.tollgate.gateway.inbound.http.Requests.answer;
import static dev.tollgate.gateway.inbound.http.Requests.get;
import static dev.tollgate.gateway.inbound.http.Requests.received;
import static dev.tollgate.gateway.inbound.http.Requests.request;
import static org.assertj.core.api.Assertions.assertThat;

/// Bodies larger than every buffer between the two ends, and a reader that takes its time.
class StreamingTest {
    private static final int LENGTH = 24 * 1024 * 1024;
    private static final int SMALL = 16 * 1024;
    /// 128 KiB of a direction, and what Netty has around it: heads, and the room in buffers that were not filled.
    private static final long HELD = 320 * 1024;

    @ParameterizedTest
    @EnumSource(Transport.class)
    void a_slow_client_stops_the_target_and_gets_every_byte(Transport transport) {
        try (var gateway = new GatewayFixture(GatewaySetup.USUAL.with(transport))) {
            long before = memory();
            Peer client = gateway.client(SMALL);

            client.sends(get());
            Peer target = gateway.target().accept().receives(received());
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> {
                target.sends("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: " + LENGTH + "\r\n\r\n");
                target.sends(new byte[LENGTH]).finishes();
            });
            client.receiveHead();
            long received = readSlowly(client, LENGTH, before);

            assertThat(received).isEqualTo(LENGTH);
            sending.join();
            assertThat(gateway.record().ending()).isEqualTo(Ending.COMPLETE);
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void a_target_that_said_all_and_left_is_heard_by_a_client_that_reads_late(Transport transport) {
        try (var gateway = new GatewayFixture(GatewaySetup.USUAL.with(transport))) {
            long before = memory();
            Peer client = gateway.client(SMALL);
            int length = 3 * 1024 * 1024;

            client.sends(get());
            Peer target = gateway.target().accept().receives(received());
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> target
                    .sends("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: " + length + "\r\n\r\n")
                    .sends(new byte[length]).finishes());
            client.receiveHead();
            long received = 0;
            while (!sending.isDone()) {
                received += client.receive(1_024).length();
            }

            assertThat(received + readSlowly(client, length - received, before)).isEqualTo(length);
            ExchangeRecord record = gateway.record();
            assertThat(record.ending()).isEqualTo(Ending.COMPLETE);
            assertThat(record.bytesOut()).isGreaterThan(length);
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void a_slow_target_stops_the_client_and_gets_every_byte(Transport transport) {
        try (var gateway = new GatewayFixture(GatewaySetup.USUAL.with(transport))) {
            long before = memory();
            Peer client = gateway.client();

            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> client
                    .sends(request("POST http://example.com/ HTTP/1.1", "Content-Length: " + LENGTH))
                    .sends(new byte[LENGTH]).finishes());
            Peer target = gateway.target().accept();
            target.receiveHead();
            long received = readSlowly(target, LENGTH, before);
            target.sends(answer("ok"));

            assertThat(received).isEqualTo(LENGTH);
            sending.join();
            client.receiveHead();
            client.receives("ok").seesEnd();
            assertThat(gateway.record().bytesIn()).isGreaterThan(LENGTH);
        }
    }

    /// Reads a little at a time and looks at what the gateway holds meanwhile.
    private static long readSlowly(Peer reader, long length, long before) {
        try {
            byte[] some = new byte[SMALL];
            long total = 0;
            while (total < length) {
                int read = reader.socket().getInputStream().read(some);
                if (read < 0) {
                    return total;
                }
                total += read;
                assertThat(memory() - before).isLessThan(HELD);
            }
            return total;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long memory() {
        var metric = UnpooledByteBufAllocator.DEFAULT.metric();
        return metric.usedDirectMemory() + metric.usedHeapMemory();
    }
}
