package dev.tollgate.gateway.relay.splice;

import dev.tollgate.gateway.ScarceMemory;
import dev.tollgate.gateway.relay.BufferBudget;
import dev.tollgate.gateway.relay.ByteCount;
import dev.tollgate.gateway.relay.Closing;
import dev.tollgate.gateway.relay.Tunnel;
import dev.tollgate.gateway.relay.TunnelLimits;
import dev.tollgate.gateway.transport.Transport;
import dev.tollgate.gateway.transport.linux.EdgeSocket;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoEventLoop;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// Spliced tunnels between plain sockets of the loopback address, with no channel about. Closing it asserts that no descriptor,
/// pipe or buffer is left.
final class SplicedSockets implements AutoCloseable {
    static final TunnelLimits LIMITS = new TunnelLimits(Duration.ofMinutes(5), Duration.ofMinutes(1), Optional.empty());
    private static final int DEADLINE = 10;
    private static final int BACKLOG = 128;
    private static final int NARROW = 8 * 1024;
    private static final int WIDE = 1024 * 1024;

    private final long descriptorsBefore;
    private final EventLoopGroup group;
    private final IoEventLoop loop;
    private final ScarceMemory memory = new ScarceMemory();
    private final AtomicLong nanos = new AtomicLong();
    private final BufferBudget budget;
    private final SpliceRelay relay;
    private final Socket listener;
    private final List<Pair> pairs = new ArrayList<>();

    /// @param pipes the relay may have
    SplicedSockets(int pipes) throws Exception {
        this(pipes, BufferBudget.unlimited());
    }

    SplicedSockets(int pipes, BufferBudget budget) throws Exception {
        this.budget = budget;
        warmUp();
        descriptorsBefore = descriptors();
        group = Transport.EPOLL.newGroup(1);
        loop = (IoEventLoop) group.next();
        relay = new SpliceRelay(new SpliceRelay.Means(nanos::get, Duration.ofMillis(5), budget, () -> Duration
                .ofMinutes(2),
                pipes), (legs, limits, count, done) -> {
                    throw new IllegalStateException("there are no channels here");
                });
        listener = Socket.newSocketStream();
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        listener.listen(BACKLOG);
    }

    /// What the first socket and event loop of a process open for good.
    private static void warmUp() throws Exception {
        try (EventLoopGroup once = Transport.EPOLL.newGroup(1); java.net.Socket socket = new java.net.Socket()) {
            once.submit(() -> {}).get(DEADLINE, TimeUnit.SECONDS);
            socket.setTcpNoDelay(true);
        }
    }

    /// Sockets and pipes: files come and go as classes are loaded, and what virtual threads wait with as they begin.
    private static long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.filter(SplicedSockets::isSocketOrPipe).count();
        }
    }

    private static boolean isSocketOrPipe(Path descriptor) {
        try {
            String what = Files.readSymbolicLink(descriptor).toString();
            return what.startsWith("socket:") || what.startsWith("pipe:");
        } catch (IOException gone) {
            return false;
        }
    }

    SpliceRelay relay() {
        return relay;
    }

    BufferBudget budget() {
        return budget;
    }

    void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    Pair tunnel() throws Exception {
        return tunnel("", "");
    }

    Pair tunnel(String earlyFromClient, String earlyFromTarget) throws Exception {
        return start(new Pair(0), earlyFromClient, earlyFromTarget);
    }

    /// One whose client and target take little at a time.
    Pair narrowTunnel() throws Exception {
        return start(new Pair(NARROW), "", "");
    }

    /// One whose client has said all this before the tunnel begins, and before anything is told of it.
    Pair tunnelBehind(Speech speech) throws Exception {
        Pair pair = new Pair(0);
        new Socket(pair.clientLeg).setReceiveBufferSize(WIDE);
        speech.by(pair.client);
        return start(pair, "", "");
    }

    /// What a client says.
    @FunctionalInterface
    interface Speech {
        void by(java.net.Socket client) throws IOException;
    }

    private Pair start(Pair pair, String earlyFromClient, String earlyFromTarget) throws Exception {
        pairs.add(pair);
        pair.tunnel = loop.submit(() -> relay.start(loop, new SpliceRelay.Sockets(pair.watched(pair.clientLeg),
                pair.watched(pair.targetLeg), Unpooled.copiedBuffer(earlyFromClient, StandardCharsets.US_ASCII),
                Unpooled.copiedBuffer(earlyFromTarget, StandardCharsets.US_ASCII), memory), LIMITS, pair.count,
                pair::ended)).get(DEADLINE, TimeUnit.SECONDS);
        return pair;
    }

    ScarceMemory memory() {
        return memory;
    }

    /// Without a word to the tunnels before.
    void stopLoop() {
        group.shutdownGracefully(1, DEADLINE * 1_000_000_000L, TimeUnit.NANOSECONDS).awaitUninterruptibly();
    }

    /// Runs on the event loop, behind what it does now.
    void onLoop(Runnable work) throws Exception {
        loop.submit(work).get(DEADLINE, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws IOException {
        for (Pair pair : pairs) {
            pair.client.close();
            pair.target.close();
        }
        for (Pair pair : pairs) {
            pair.closing();
        }
        if (!group.isShuttingDown()) {
            loop.submit(() -> {}).awaitUninterruptibly();
        }
        assertThat(pairs).allSatisfy(pair -> assertThat(pair.reports).hasValue(1));
        assertThat(relay.tunnels()).as("open tunnels").isZero();
        assertThat(relay.pipesInUse()).as("pipes in use").isZero();
        assertThat(budget.held()).as("bytes on the budget").isZero();
        assertThat(memory.used()).as("memory").isZero();
        listener.close();
        group.shutdownGracefully(0, DEADLINE, TimeUnit.SECONDS).awaitUninterruptibly();
        relay.close();
        assertThat(relay.pipesPooled()).isZero();
        await().atMost(DEADLINE, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThat(descriptors()).isLessThanOrEqualTo(descriptorsBefore));
    }

    /// One tunnel: the sockets of client and target, and what the relay said of it.
    final class Pair {
        private final java.net.Socket client = new java.net.Socket();
        private final java.net.Socket target = new java.net.Socket();
        private final int clientLeg;
        private final int targetLeg;
        private final ByteCount count = new ByteCount();
        private final AtomicLong reports = new AtomicLong();
        private final CompletableFuture<Closing> closing = new CompletableFuture<>();
        private Tunnel tunnel = why -> {};

        private Pair(int receiveBuffer) throws IOException {
            clientLeg = connect(client, receiveBuffer);
            targetLeg = connect(target, receiveBuffer);
        }

        private int connect(java.net.Socket peer, int receiveBuffer) throws IOException {
            if (receiveBuffer > 0) {
                peer.setReceiveBufferSize(receiveBuffer);
            }
            peer.connect(listener.localAddress());
            peer.setTcpNoDelay(true);
            peer.setSoTimeout(DEADLINE * 1000);
            return listener.accept(new byte[26]);
        }

        private EdgeSocket watched(int leg) {
            return EdgeSocket.adopt(leg, loop, events -> {});
        }

        private void ended(Closing how) {
            reports.incrementAndGet();
            closing.complete(how);
        }

        java.net.Socket client() {
            return client;
        }

        java.net.Socket target() {
            return target;
        }

        Tunnel tunnel() {
            return tunnel;
        }

        /// Bytes on their way.
        int held() {
            return ((SpliceTunnel) tunnel).held();
        }

        /// The relay's socket to the target, to ask the kernel about.
        Socket targetLeg() {
            return new Socket(targetLeg);
        }

        ByteCount count() {
            return count;
        }

        Closing closing() {
            return closing.copy().orTimeout(DEADLINE, TimeUnit.SECONDS).join();
        }
    }
}
