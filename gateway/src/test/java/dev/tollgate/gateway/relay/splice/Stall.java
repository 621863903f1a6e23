package dev.tollgate.gateway.relay.splice;

import java.io.IOException;
import java.net.Socket;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.zip.CRC32C;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// A direction whose receiver does not read, while its sender has more to say than all kernels take.
final class Stall {
    static final long SIZE = 96L << 20;
    private static final int SIP = 256 * 1024;
    private static final int SIPS = 200;

    private final Future<Long> sending;
    private final Socket receiver;
    private final LongSupplier progress;
    private final CRC32C heard = new CRC32C();
    private long received;

    /// @param progress the bytes that the relay has counted
    Stall(Socket sender, Socket receiver, LongSupplier progress, ExecutorService threads) {
        this.receiver = receiver;
        this.progress = progress;
        this.sending = threads.submit(() -> Traffic.send(sender, SIZE, new Random(1), 100_000));
        awaitStandstill();
    }

    /// Where a direction stands still in the lower gear it has read all that came; a receiver that takes sips has it find more.
    Stall until(BooleanSupplier spliced) throws IOException {
        for (int i = 0; i < SIPS && !spliced.getAsBoolean(); i++) {
            Traffic.receive(receiver, SIP, heard);
            received += SIP;
            awaitStandstill();
        }
        assertThat(spliced.getAsBoolean()).as("stalled with bytes in a pipe").isTrue();
        return this;
    }

    /// The receiver reads on, and all arrives unchanged.
    void ends() throws Exception {
        Traffic.receive(receiver, SIZE - received, heard);
        assertThat(heard.getValue()).isEqualTo(sending.get());
    }

    /// Whether the sender was told that it cannot go on.
    boolean senderKnows() throws InterruptedException {
        try {
            sending.get();
            return false;
        } catch (ExecutionException e) {
            return e.getCause() instanceof IOException;
        }
    }

    private void awaitStandstill() {
        long[] last = {-1};
        await().pollInterval(40, TimeUnit.MILLISECONDS).until(() -> {
            long before = last[0];
            last[0] = progress.getAsLong();
            return last[0] > 0 && last[0] == before;
        });
    }
}
