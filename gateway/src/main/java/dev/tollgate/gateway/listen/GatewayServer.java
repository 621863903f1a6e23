package dev.tollgate.gateway.listen;

import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.subuser.SubUserId;
import dev.tollgate.domain.traffic.Ending;
import dev.tollgate.gateway.connection.ClientConnection;
import dev.tollgate.gateway.connection.ConnectionPipeline;
import dev.tollgate.gateway.connection.GatewayLoop;
import dev.tollgate.gateway.connection.GatewayServices;
import dev.tollgate.gateway.inbound.IdleEnd;
import dev.tollgate.gateway.record.Exchange;
import dev.tollgate.gateway.relay.ReceiveBuffers;
import dev.tollgate.gateway.transport.Transport;
import dev.tollgate.gateway.watch.LoopWatchdog;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.SingleThreadEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The gateway port: one event loop for each core, each with a listening socket of its own where the system can share a port
/// among several. Thread-safe.
public final class GatewayServer implements AutoCloseable {
    private static final int BACKLOG = 4096;
    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(32 * 1024, 64 * 1024);
    /// As little as there can be; with none at all a loop may stop without [#roundTheLastTime].
    private static final Duration QUIET = Duration.ofNanos(1);
    private static final Duration LOOPS_STOP = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(GatewayServer.class);

    private final Transport transport;
    private final EventLoopGroup group;
    private final List<GatewayLoop> loops;
    private final GatewayServices services;
    private final ConnectionPipeline pipeline;
    private final LoopWatchdog watchdog;
    private final AtomicInteger open = new AtomicInteger();
    private final Runnable left;
    private final AcceptPauses pauses;
    private ListeningSockets listening = ListeningSockets.NONE;

    /// @param loop makes what the connections of one event loop share
    public GatewayServer(Transport transport, int threads, GatewayServices services, ConnectionPipeline pipeline,
            Function<EventLoop, GatewayLoop> loop) {
        this.transport = transport;
        this.services = services;
        this.pipeline = pipeline;
        this.left = () -> {
            open.decrementAndGet();
            services.sockets().giveBack();
        };
        this.pauses = new AcceptPauses(services.sockets(), services.clock().nanos());
        this.group = transport.newGroup(threads, new DefaultThreadFactory("gateway"));
        List<GatewayLoop> made = new ArrayList<>();
        for (EventExecutor executor : group) {
            made.add(loop.apply((EventLoop) executor));
        }
        this.loops = List.copyOf(made);
        this.watchdog = LoopWatchdog.start(made.stream().map(GatewayLoop::eventLoop).toList());
    }

    /// Listens. A port of 0 takes a free one.
    ///
    /// @return the port that is listened on
    /// @throws IOException if the address or port cannot be had
    public int listen(InetSocketAddress address) throws IOException {
        use(open(address));
        return port();
    }

    /// Opens sockets that accept at once, beside those in use.
    ///
    /// @throws IOException if the address or port cannot be had
    public synchronized ListeningSockets open(InetSocketAddress address) throws IOException {
        boolean shared = transport == Transport.EPOLL && loops.size() > 1;
        boolean ours = address.getPort() == listening.port();
        if (shared && address.getPort() != 0 && !ours) {
            // Sharing lets even a foreign program's port be taken in silence: ask without it first.
            bind(loops.getFirst(), address, false).close().awaitUninterruptibly();
        }
        List<Channel> opened = new ArrayList<>();
        try {
            opened.add(bind(loops.getFirst(), address, shared));
            InetSocketAddress same = new InetSocketAddress(address.getAddress(), new ListeningSockets(opened).port());
            for (GatewayLoop loop : shared ? loops.subList(1, loops.size()) : List.<GatewayLoop>of()) {
                opened.add(bind(loop, same, true));
            }
            return new ListeningSockets(opened);
        } catch (IOException e) {
            new ListeningSockets(opened).close();
            throw e;
        }
    }

    /// Takes sockets that another process opened and passed on. Who waits in their queues waits until
    /// [ListeningSockets#accept].
    ///
    /// @param descriptors the channels' from here on
    /// @throws IOException if one is no listening socket
    public ListeningSockets adopt(List<Integer> descriptors) throws IOException {
        List<Channel> adopted = new ArrayList<>();
        for (int i = 0; i < descriptors.size(); i++) {
            int descriptor = descriptors.get(i);
            ChannelFuture registered = bootstrap(loops.get(i % loops.size()), false)
                    .channelFactory(() -> transport.adopt(descriptor)).option(ChannelOption.AUTO_READ, false)
                    .register();
            adopted.add(done(registered));
        }
        return new ListeningSockets(adopted);
    }

    /// Listens at `next` from now on, and at the sockets before no longer: who waits in their queues is accepted still.
    public void use(ListeningSockets next) {
        exchange(next).closeBehindTheLast();
    }

    private synchronized ListeningSockets exchange(ListeningSockets next) {
        ListeningSockets before = listening;
        listening = next;
        return before;
    }

    /// The sockets in use.
    public synchronized ListeningSockets listening() {
        return listening;
    }

    private Channel bind(GatewayLoop loop, InetSocketAddress address, boolean shared) throws IOException {
        return done(bootstrap(loop, shared).channelFactory(() -> transport.newListener(address)).bind(address));
    }

    private ServerBootstrap bootstrap(GatewayLoop loop, boolean shared) {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loop.eventLoop(), transport == Transport.EPOLL ? loop.eventLoop() : group)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, ReceiveBuffers.OPEN)
                .handler(new AcceptGate(services.sockets(), pauses, loop.upstreams()::closeIdle))
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel accepted) {
                        accept(accepted);
                    }
                });
        if (shared) {
            bootstrap.option(EpollChannelOption.SO_REUSEPORT, true);
        }
        KeepAliveProbes.after(services.options().timeouts().deadPeer()).applyTo(bootstrap, transport);
        return bootstrap;
    }

    private static Channel done(ChannelFuture opening) throws IOException {
        opening.awaitUninterruptibly();
        if (!opening.isSuccess()) {
            throw new IOException(opening.cause().getMessage(), opening.cause());
        }
        return opening.channel();
    }

    private void accept(Channel accepted) {
        if (open.incrementAndGet() > services.options().maxConnections()) {
            open.decrementAndGet();
            accepted.close();
            return;
        }
        services.sockets().take();
        InetSocketAddress peer = (InetSocketAddress) accepted.remoteAddress();
        if (peer == null) {
            // Gone before it was looked at.
            left.run();
            accepted.close();
            return;
        }
        new ClientConnection(accepted, IpAddress.ofBytes(peer.getAddress().getAddress()), loopHere(), services,
                pipeline, left).open();
    }

    private GatewayLoop loopHere() {
        for (GatewayLoop loop : loops) {
            if (loop.eventLoop().inEventLoop()) {
                return loop;
            }
        }
        throw new IllegalStateException("a connection is on a loop of the gateway");
    }

    /// The port that is listened on; 0 before that.
    public int port() {
        return listening().port();
    }

    /// Client connections that are open.
    public int connections() {
        return open.get();
    }

    /// Whether somebody could connect.
    public boolean listens() {
        return !listening().channels().isEmpty();
    }

    /// What else there is to count, over all loops.
    public GatewayFigures figures() {
        return new GatewayFigures(loops, services);
    }

    /// Sees whether the loops run freely.
    public LoopWatchdog watchdog() {
        return watchdog;
    }

    /// How often since the start accepting paused because descriptors were short.
    public long acceptPauses() {
        return pauses.count();
    }

    /// Exchanges that have begun and not ended.
    public int exchanges() {
        return loops.stream().mapToInt(loop -> loop.exchanges().live()).sum();
    }

    /// Ends what is open for these sub-users, on every loop.
    public void cut(Set<SubUserId> subUsers, Ending why) {
        for (GatewayLoop loop : loops) {
            loop.eventLoop().execute(() -> loop.exchanges().cut(subUsers, why));
        }
    }

    /// As [#cut], after `delay`.
    public void cutLater(Set<SubUserId> subUsers, Ending why, Duration delay) {
        for (GatewayLoop loop : loops) {
            loop.eventLoop().schedule(() -> loop.exchanges().cut(subUsers, why), delay.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /// Ends everything that is open now, one after another and the last when `span` is over, so that those who come back do not
    /// come all at once.
    public void cutSpread(Ending why, Duration span) {
        for (GatewayLoop loop : loops) {
            loop.eventLoop().execute(() -> {
                List<Exchange> open = loop.exchanges().all();
                for (int i = 0; i < open.size(); i++) {
                    Exchange one = open.get(i);
                    loop.eventLoop().schedule(() -> one.cut(why), span.toNanos() * (i + 1) / open.size(),
                            TimeUnit.NANOSECONDS);
                }
            });
        }
    }

    /// Accepts nobody any more; what is open goes on, and each answer is the last of its connection.
    public void drain() {
        services.drain().begin();
        use(ListeningSockets.NONE);
    }

    /// Accepts again, from sockets that accept already, after a [#drain].
    public void resume(ListeningSockets sockets) {
        services.drain().end();
        use(sockets);
    }

    /// As [#drain], while another process accepts from the same sockets: who waits in their queues is its to serve.
    public void leaveSockets() {
        services.drain().begin();
        exchange(ListeningSockets.NONE).close();
    }

    /// Ends the connections on which nothing is under way, so that nobody takes it for a fault.
    public void endIdle() {
        onEachLoop(loop -> loop.connections()
                .forEach(connection -> connection.channel().pipeline().fireUserEventTriggered(IdleEnd.NOW)));
    }

    /// Runs `task` on each event loop, with what its connections share.
    public void onEachLoop(Consumer<GatewayLoop> task) {
        for (GatewayLoop loop : loops) {
            loop.eventLoop().execute(() -> task.accept(loop));
        }
    }

    /// Has clients that come from now on probed by the settings in force.
    public void probeAnew() {
        KeepAliveProbes probes = KeepAliveProbes.after(services.options().timeouts().deadPeer());
        listening().channels().forEach(channel -> probes.applyTo(channel, transport));
    }

    /// Ends everything that is open and stops the loops.
    @Override
    public void close() {
        exchange(ListeningSockets.NONE).close();
        if (group.isShuttingDown()) {
            return;
        }
        watchdog.close();
        for (GatewayLoop loop : loops) {
            roundTheLastTime(loop.eventLoop());
            loop.eventLoop().submit(() -> stop(loop)).awaitUninterruptibly();
        }
        group.shutdownGracefully(QUIET.toNanos(), LOOPS_STOP.toNanos(), TimeUnit.NANOSECONDS)
                .awaitUninterruptibly();
    }

    /// Has the loop go round once more when it is told to stop. Netty closes what is registered on a loop at one point of a round,
    /// and ends the loop at a later one: told between the two, it would leave connections without an exchange open, and what
    /// they hold.
    private static void roundTheLastTime(EventLoop loop) {
        if (loop instanceof SingleThreadEventExecutor executor) {
            executor.addShutdownHook(() -> LOG.debug("{} stops", loop));
        }
    }

    private static void stop(GatewayLoop loop) {
        loop.exchanges().cutAll(Ending.SHUTDOWN);
        loop.upstreams().close();
    }
}
