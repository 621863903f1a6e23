package dev.tollgate.gateway.relay;

import dev.tollgate.domain.traffic.Ending;
import dev.tollgate.gateway.transport.Transport;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// What every relay does, whatever it is made of, over real sockets.
@Timeout(60)
abstract class RelayContract {
    static final TunnelLimits LIMITS = new TunnelLimits(Duration.ofMinutes(5), Duration.ofMinutes(1), Optional
            .empty());
    private static final int MUCH = 24 << 20;
    private static final int MORE_THAN_KERNELS_TAKE = 48 << 20;

    private final AtomicLong nanos = new AtomicLong();
    private final List<LoopbackTunnel> tunnels = new ArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /// The relay under test; it looks at its time limits every few milliseconds.
    abstract Relay relay(LongSupplier clock);

    abstract Transport transport();

    abstract boolean tls();

    @AfterEach
    void no_tunnel_leaves_anything_behind() throws Exception {
        for (LoopbackTunnel tunnel : tunnels) {
            tunnel.close();
        }
        threads.shutdownNow();
    }

    @Test
    void pieces_of_odd_sizes_arrive_unchanged() throws Exception {
        LoopbackTunnel tunnel = tunnel();
        byte[] sent = noise(216_003);
        int[] sizes = {1, 2, 3, 1_023, 16_383, 16_385, 65_537, 116_669};

        int from = 0;
        for (int size : sizes) {
            tunnel.client().getOutputStream().write(sent, from, size);
            assertThat(tunnel.target().getInputStream().readNBytes(size)).isEqualTo(slice(sent, from, size));
            tunnel.target().getOutputStream().write(sent, from, size);
            assertThat(tunnel.client().getInputStream().readNBytes(size)).isEqualTo(slice(sent, from, size));
            from += size;
        }
    }

    @Test
    void much_both_ways_at_once_arrives_unchanged_and_is_counted_to_the_byte() throws Exception {
        LoopbackTunnel tunnel = tunnel();
        Future<Long> sentUp = run(() -> send(tunnel.client(), MUCH, 1));
        Future<Long> sentDown = run(() -> send(tunnel.target(), MUCH + 7, 2));
        Future<Long> receivedDown = run(() -> receive(tunnel.client(), MUCH + 7));

        long receivedUp = receive(tunnel.target(), MUCH);

        assertThat(receivedUp).isEqualTo(sentUp.get());
        assertThat(receivedDown.get()).isEqualTo(sentDown.get());
        await().untilAsserted(() -> assertThat(tunnel.count().out()).isEqualTo(MUCH + 7));
        assertThat(tunnel.count().in()).isEqualTo(MUCH);
    }

    @Test
    void early_bytes_come_first_and_are_counted() throws Exception {
        LoopbackTunnel tunnel = tunnel(LIMITS, "early, ", "hello, ");

        say(tunnel.client(), "late");
        say(tunnel.target(), "client");

        hears(tunnel.target(), "early, late");
        hears(tunnel.client(), "hello, client");
        await().untilAsserted(() -> assertThat(tunnel.count().out()).isEqualTo(13));
        assertThat(tunnel.count().in()).isEqualTo(11);
    }

    @Test
    void a_client_that_does_not_read_stops_the_reading_from_the_target() throws Exception {
        LoopbackTunnel tunnel = tunnel();

        stalls(tunnel, tunnel.target(), tunnel.client());
    }

    @Test
    void a_target_that_does_not_read_stops_the_reading_from_the_client() throws Exception {
        LoopbackTunnel tunnel = tunnel();

        stalls(tunnel, tunnel.client(), tunnel.target());
    }

    @Test
    void what_a_client_never_got_is_not_counted() throws Exception {
        LoopbackTunnel tunnel = tunnel();
        AtomicLong sent = new AtomicLong();
        run(() -> sendNoise(tunnel.target(), MORE_THAN_KERNELS_TAKE, sent));
        awaitStandstill(sent::get);

        tunnel.tunnel().cut(Ending.ACCESS_WITHDRAWN);

        assertThat(tunnel.closing().out()).isPositive().isLessThan(sent.get());
        assertThat(tunnel.closing().in()).isZero();
    }

    @Test
    void a_cut_from_another_thread_closes_both_legs_at_once() throws Exception {
        LoopbackTunnel tunnel = tunnel();
        say(tunnel.client(), "hello");
        hears(tunnel.target(), "hello");

        tunnel.tunnel().cut(Ending.SHUTDOWN);
        tunnel.tunnel().cut(Ending.FAILED);

        isHungUpOn(tunnel.client());
        isHungUpOn(tunnel.target());
        assertThat(tunnel.closing()).isEqualTo(new Closing(Ending.SHUTDOWN, 5, 0));
    }

    @Test
    void a_client_that_resets_before_any_byte_takes_the_target_with_it() throws Exception {
        LoopbackTunnel tunnel = tunnel();

        LoopbackTunnel.reset(tunnel.rawClient());

        isHungUpOn(tunnel.target());
        assertThat(tunnel.closing().why()).isEqualTo(Ending.CLIENT_CLOSED);
    }

    @Test
    void a_target_that_resets_takes_the_client_with_it() throws Exception {
        LoopbackTunnel tunnel = tunnel();
        say(tunnel.client(), "hello");
        hears(tunnel.target(), "hello");

        LoopbackTunnel.reset(tunnel.target());

        isHungUpOn(tunnel.client());
        assertThat(tunnel.closing().why()).isEqualTo(Ending.TARGET_CLOSED);
    }

    @Test
    void a_client_that_resets_while_much_is_on_its_way_to_it_takes_the_target_with_it() throws Exception {
        LoopbackTunnel tunnel = tunnel();
        AtomicLong sent = new AtomicLong();
        run(() -> sendNoise(tunnel.target(), MORE_THAN_KERNELS_TAKE, sent));
        awaitStandstill(sent::get);

        LoopbackTunnel.reset(tunnel.rawClient());

        isHungUpOn(tunnel.target());
        assertThat(tunnel.closing().why()).isEqualTo(Ending.CLIENT_CLOSED);
    }

    @Test
    void a_target_that_resets_while_much_is_on_its_way_to_it_takes_the_client_with_it() throws Exception {
        LoopbackTunnel tunnel = tunnel();
        AtomicLong sent = new AtomicLong();
        run(() -> sendNoise(tunnel.client(), MORE_THAN_KERNELS_TAKE, sent));
        awaitStandstill(sent::get);

        LoopbackTunnel.reset(tunnel.target());

        isHungUpOn(tunnel.rawClient());
        assertThat(tunnel.closing().why()).isEqualTo(Ending.TARGET_CLOSED);
    }

    @Test
    void a_silent_tunnel_is_closed_when_it_was_idle_for_too_long() throws Exception {
        LoopbackTunnel tunnel = tunnel();

        nanos.addAndGet(Duration.ofMinutes(5).toNanos());

        assertThat(tunnel.closing().why()).isEqualTo(Ending.IDLE);
        assertThat(tunnel.client().getInputStream().read()).isEqualTo(-1);
        assertThat(tunnel.target().getInputStream().read()).isEqualTo(-1);
    }

    @Test
    void a_tunnel_is_closed_at_the_end_of_its_lifetime_though_bytes_flow() throws Exception {
        LoopbackTunnel tunnel = tunnel(new TunnelLimits(Duration.ofHours(2), Duration.ofHours(2),
                Optional.of(Duration.ofHours(1))), "", "");
        nanos.addAndGet(Duration.ofMinutes(59).toNanos());
        say(tunnel.client(), "hello");
        hears(tunnel.target(), "hello");

        nanos.addAndGet(Duration.ofMinutes(1).toNanos());

        assertThat(tunnel.closing().why()).isEqualTo(Ending.LIFETIME);
    }

    final LoopbackTunnel tunnel() throws Exception {
        return tunnel(LIMITS, "", "");
    }

    final LoopbackTunnel tunnel(TunnelLimits limits, String earlyFromClient, String earlyFromTarget) throws Exception {
        LoopbackTunnel tunnel = new LoopbackTunnel(relay(nanos::get), new LoopbackTunnel.Setup(transport(), tls(),
                limits,
                earlyFromClient, earlyFromTarget));
        tunnels.add(tunnel);
        return tunnel;
    }

    final void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    final <T> Future<T> run(Callable<T> work) {
        return threads.submit(work);
    }

    static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(US_ASCII));
    }

    static void hears(Socket socket, String text) throws IOException {
        assertThat(new String(socket.getInputStream().readNBytes(text.length()), US_ASCII)).isEqualTo(text);
    }

    static void hearsAtLast(Socket socket, String text) throws IOException {
        assertThat(new String(socket.getInputStream().readAllBytes(), US_ASCII)).isEqualTo(text);
    }

    /// The stream ends or breaks, perhaps behind bytes that were on their way.
    static void isHungUpOn(Socket socket) {
        try {
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (java.net.SocketTimeoutException e) {
            throw new AssertionError("still connected", e);
        } catch (IOException e) {
            assertThat(e).isNotNull();
        }
    }

    static byte[] noise(int size) {
        byte[] noise = new byte[size];
        new Random(size).nextBytes(noise);
        return noise;
    }

    /// Sends until the other side stops taking or `size` is reached.
    static long sendNoise(Socket socket, int size, AtomicLong sent) throws IOException {
        byte[] piece = noise(8 * 1024);
        while (sent.get() < size) {
            socket.getOutputStream().write(piece);
            sent.addAndGet(piece.length);
        }
        return size;
    }

    static void awaitStandstill(LongSupplier progress) {
        StandStill standStill = new StandStill();
        await().pollInterval(10, TimeUnit.MILLISECONDS).atMost(10, TimeUnit.SECONDS)
                .until(() -> progress.getAsLong() > 0 && standStill.at(progress.getAsLong()));
    }

    /// Progress that has not gone on for a while.
    static final class StandStill {
        private static final long WHILE = TimeUnit.MILLISECONDS.toNanos(150);
        private long last = -1;
        private long since;

        boolean at(long progress) {
            long now = System.nanoTime();
            if (progress != last) {
                last = progress;
                since = now;
            }
            return now - since >= WHILE;
        }
    }

    private void stalls(LoopbackTunnel tunnel, Socket sender, Socket reader) throws Exception {
        AtomicLong sent = new AtomicLong();
        Future<Long> sending = run(() -> sendNoise(sender, MORE_THAN_KERNELS_TAKE, sent));

        awaitStandstill(sent::get);
        assertThat(sent.get()).isLessThan(MORE_THAN_KERNELS_TAKE);
        assertThat(tunnel.held()).isLessThanOrEqualTo(heldAtMost());

        InputStream in = reader.getInputStream();
        in.skipNBytes(MORE_THAN_KERNELS_TAKE);
        assertThat(sending.get(5, TimeUnit.SECONDS)).isEqualTo(MORE_THAN_KERNELS_TAKE);
    }

    /// What a tunnel with one stalled direction may hold; TLS keeps an encrypted copy besides.
    private long heldAtMost() {
        return (tls() ? 2 : 1) * 128L * 1024;
    }

    private static long send(Socket socket, int size, long seed) throws IOException {
        Random random = new Random(seed);
        CRC32C sum = new CRC32C();
        for (int sent = 0; sent < size;) {
            byte[] piece = new byte[Math.min(size - sent, 1 + random.nextInt(100_000))];
            random.nextBytes(piece);
            sum.update(piece);
            socket.getOutputStream().write(piece);
            sent += piece.length;
        }
        return sum.getValue();
    }

    private static long receive(Socket socket, int size) throws IOException {
        CRC32C sum = new CRC32C();
        byte[] piece = new byte[64 * 1024];
        for (int received = 0; received < size;) {
            int n = socket.getInputStream().read(piece, 0, Math.min(piece.length, size - received));
            assertThat(n).isPositive();
            sum.update(piece, 0, n);
            received += n;
        }
        return sum.getValue();
    }

    private static byte[] slice(byte[] of, int from, int size) {
        return java.util.Arrays.copyOfRange(of, from, from + size);
    }
}
