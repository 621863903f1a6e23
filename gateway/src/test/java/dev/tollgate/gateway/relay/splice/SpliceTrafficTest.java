package dev.tollgate.gateway.relay.splice;

import dev.tollgate.domain.traffic.Ending;
import dev.tollgate.gateway.relay.Closing;
import java.io.InputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/// Peers that send and read in pieces and bursts of any size, and end when they please.
@EnabledOnOs(OS.LINUX)
@Timeout(60)
final class SpliceTrafficTest {
    private static final int TUNNELS = 12;
    private static final int PIPES = 3;
    private static final int LARGEST = 6 << 20;

    /// Some that are always the same, and one that never was before; the name of the test tells which.
    static LongStream seeds() {
        return LongStream.concat(LongStream.range(0, 5), LongStream.of(System.nanoTime()));
    }

    /// What one side does, all of it decided by its seed.
    private record Script(long seed, int size, int pieces, int reads, boolean waits) {
        static Script of(Random random) {
            return new Script(random.nextLong(), size(random), 1 << random.nextInt(4, 18), 1 << random.nextInt(6, 18),
                    random.nextInt(4) == 0);
        }

        private static int size(Random random) {
            return switch (random.nextInt(4)) {
                case 0 -> 0;
                case 1 -> random.nextInt(2_000);
                case 2 -> random.nextInt(300_000);
                default -> random.nextInt(LARGEST);
            };
        }

        int pieceAtMost() {
            // Tiny pieces of much would take all day.
            return Math.max(pieces, size / 5_000 + 1);
        }

        int readAtMost() {
            return Math.max(reads, size / 5_000 + 1);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatever_peers_do_every_byte_arrives_and_is_counted(long seed) throws Exception {
        Random random = new Random(seed);
        try (SplicedSockets sockets = new SplicedSockets(PIPES);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Boolean>> all = new ArrayList<>();
            for (int i = 0; i < TUNNELS; i++) {
                SplicedSockets.Pair pair = random.nextBoolean() ? sockets.tunnel() : sockets.narrowTunnel();
                Script client = Script.of(random);
                Script target = Script.of(random);
                all.add(() -> runs(pair, client, target, threads));
            }
            for (Future<Boolean> one : threads.invokeAll(all)) {
                assertThat(one.get()).as("seed %d", seed).isTrue();
            }
        }
    }

    private static boolean runs(SplicedSockets.Pair pair, Script client, Script target, ExecutorService threads)
            throws Exception {
        Future<Long> sentUp = threads.submit(() -> sends(pair.client(), client));
        Future<Long> sentDown = threads.submit(() -> sends(pair.target(), target));
        Future<Long> heardDown = threads.submit(() -> hears(pair.client(), target, sentDown));
        Future<Long> heardUp = threads.submit(() -> hears(pair.target(), client, sentUp));

        assertThat(heardUp.get()).isEqualTo(sentUp.get());
        assertThat(heardDown.get()).isEqualTo(sentDown.get());
        assertThat(pair.closing()).isEqualTo(new Closing(Ending.COMPLETE, client.size(), target.size()));
        return true;
    }

    private static long sends(Socket socket, Script script) throws Exception {
        long sum = Traffic.send(socket, script.size(), new Random(script.seed()), script.pieceAtMost());
        socket.shutdownOutput();
        return sum;
    }

    /// @param sent awaited by those who read nothing before all is sent, where so much fits into the kernel
    private static long hears(Socket socket, Script script, Future<Long> sent) throws Exception {
        if (script.waits() && script.size() < 100_000) {
            sent.get();
        }
        CRC32C sum = new CRC32C();
        InputStream in = socket.getInputStream();
        byte[] piece = new byte[script.readAtMost()];
        for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
            sum.update(piece, 0, n);
        }
        return sum.getValue();
    }
}
