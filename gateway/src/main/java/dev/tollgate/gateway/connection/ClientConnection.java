package dev.tollgate.gateway.connection;

import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.admission.Moment;
import dev.tollgate.domain.limit.Permit;
import dev.tollgate.domain.traffic.ExchangeProtocol;
import dev.tollgate.gateway.record.Exchange;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.SslHandler;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One client's connection, from accept to close. Confined to its channel's event loop, but for [#closeNow].
public final class ClientConnection {
    private final Channel channel;
    private final GatewayLoop loop;
    private final GatewayServices services;
    private final ConnectionPipeline pipeline;
    private final GatewayOptions options;
    private final long acceptedNanos;
    private final Runnable left;
    private final Deadline deadline;

    /// Its neighbours in [LoopConnections].
    @Nullable
    ClientConnection previous;
    @Nullable
    ClientConnection next;

    private IpAddress source;
    private boolean tls;
    private boolean counted;
    /// Read by other loops too.
    private volatile boolean loggedIn;
    private boolean closed;
    private boolean handedOver;
    /// Read by other loops too.
    private volatile int heldBytes;
    private int unusedBytes;
    private int recordBytes;
    private int unsentBytes;
    private @Nullable Permit permit;

    /// @param peer of the socket, which is its source unless a PROXY header says otherwise
    /// @param left is told when the connection is gone, so that another fits
    public ClientConnection(Channel channel, IpAddress peer, GatewayLoop loop, GatewayServices services,
            ConnectionPipeline pipeline, Runnable left) {
        this.channel = channel;
        this.source = peer;
        this.loop = loop;
        this.services = services;
        this.pipeline = pipeline;
        this.options = services.options();
        this.left = left;
        this.deadline = new Deadline(channel.eventLoop());
        this.acceptedNanos = services.clock().nanos().getAsLong();
    }

    /// Begins the connection's life: counts it as unauthenticated, starts its first deadline and sees to its end.
    public void open() {
        loop.connections().add(this);
        enterCount();
        channel.closeFuture().addListener(closed -> closed());
        deadlineAfterAccept(timeouts().detect(), this::closeNow);
        pipeline.begin(this);
    }

    public Channel channel() {
        return channel;
    }

    /// The client's address; IPv4-mapped IPv6 is folded.
    public IpAddress source() {
        return source;
    }

    /// A PROXY header comes first, and has until [Timeouts#proxyHeader] after accept.
    public void awaitsProxyHeader() {
        deadlineAfterAccept(timeouts().proxyHeader(), this::closeNow);
    }

    /// The PROXY header is read: what comes now is the client's, and its protocol has until [Timeouts#detect] after accept.
    public void proxyHeaderRead() {
        deadlineAfterAccept(timeouts().detect(), this::closeNow);
    }

    /// The client behind the peer: from here all that goes by the source goes by this one.
    public void comesFrom(IpAddress client) {
        source = client;
        if (counted) {
            services.unauthenticated().moved(this).ifPresent(ClientConnection::closeNow);
        }
    }

    public GatewayLoop loop() {
        return loop;
    }

    public GatewayServices services() {
        return services;
    }

    /// Those that were in force when it began.
    public GatewayOptions options() {
        return options;
    }

    /// Whether the answer that is being made is its last, because the node takes leave.
    public boolean leaving() {
        return services.drain().begun();
    }

    public ConnectionPipeline pipeline() {
        return pipeline;
    }

    public boolean insideTls() {
        return tls;
    }

    public void enteredTls() {
        tls = true;
    }

    /// Begins an exchange whose first byte came at `started`.
    public Exchange begin(ExchangeProtocol protocol, Moment started) {
        return loop.exchanges().begin(protocol, source, tls, started);
    }

    /// The protocol is known: from here the whole first head has until [Timeouts#head] after accept.
    public void detected(Runnable late) {
        deadlineAfterAccept(timeouts().head(), late);
    }

    /// The slot its plain requests or its tunnel run in.
    public Optional<Permit> permit() {
        return Optional.ofNullable(permit);
    }

    /// Its credentials held: it no longer counts as unauthenticated.
    public void authenticated() {
        leaveCount();
    }

    /// Its credentials held, and what it asks for is not known yet. Until it holds a slot it counts like one that has not
    /// authenticated (ADR 0013), but is closed after those.
    public void loggedIn() {
        loggedIn = true;
    }

    boolean hasLoggedIn() {
        return loggedIn;
    }

    /// It was refused although its credentials held, and holds no slot that would bound how many there are of its kind: it
    /// counts like one that has not authenticated (ADR 0013).
    public void refusedWithoutSlot() {
        if (permit == null && !counted && !closed) {
            enterCount();
        }
    }

    private void enterCount() {
        counted = true;
        services.unauthenticated().add(this).ifPresent(ClientConnection::closeNow);
    }

    private void leaveCount() {
        if (counted) {
            counted = false;
            services.unauthenticated().remove(this);
        }
    }

    /// Holds `granted` from now on, until the channel is closed: at once, if it is closed already.
    public void hold(Permit granted) {
        if (closed) {
            granted.close();
            return;
        }
        permit = granted;
        leaveCount();
    }

    /// Says how many bytes of memory it keeps of what was read and not used. When the node's memory runs short, connections
    /// without a slot go, the oldest first.
    public void holdsBytes(int bytes) {
        int growth = bytes - unusedBytes;
        unusedBytes = bytes;
        grow(growth);
    }

    /// As [#holdsBytes], of a record of TLS that is not complete.
    public void holdsRecord(int bytes) {
        int growth = (closed ? 0 : bytes) - recordBytes;
        recordBytes += growth;
        grow(growth);
    }

    /// As [#holdsBytes], of what its request and the answer have on their way: read from one side, and not taken by the other.
    public void holdsUnsent(int bytes) {
        int growth = (closed ? 0 : bytes) - unsentBytes;
        unsentBytes += growth;
        grow(growth);
    }

    /// Whether the node's memory runs short: who holds bytes on their way reads no more then until they are gone (G§19).
    public boolean memoryShort() {
        return services.budget().tight();
    }

    private void grow(int growth) {
        if (growth == 0) {
            return;
        }
        heldBytes = unusedBytes + recordBytes + unsentBytes;
        services.budget().take(growth);
        if (counted) {
            makeRoomFor(growth);
        }
    }

    /// Closes as many as hold what is wanted, so that the many who hold little do not make room for a few who want much.
    private void makeRoomFor(int bytes) {
        int wanted = bytes;
        while (wanted > 0 && services.budget().tight()) {
            Optional<ClientConnection> oldest = services.unauthenticated().takeOldestHolder();
            if (oldest.isEmpty()) {
                return;
            }
            wanted -= oldest.get().heldBytes;
            oldest.get().closeNow();
        }
    }

    /// Bytes of memory it keeps. From any thread.
    int heldBytes() {
        return heldBytes;
    }

    /// Takes the slot out of the connection's hands: whoever takes it closes it.
    public Optional<Permit> takePermit() {
        Optional<Permit> taken = permit();
        permit = null;
        return taken;
    }

    /// The connection is a tunnel's from here on, and may outlive its channel.
    ///
    /// @return to be run once when it is closed; it does nothing where the connection is gone already, and was counted off by that
    public Runnable handOver() {
        if (closed) {
            return () -> {};
        }
        handedOver = true;
        deadline.end();
        return left;
    }

    /// Runs `late` unless another deadline is set, or this one cleared, within `time` from now.
    public void deadline(Duration time, Runnable late) {
        if (!closed) {
            deadline.set(time, late);
        }
    }

    public void clearDeadline() {
        deadline.clear();
    }

    /// Closes without a word. From any thread.
    public void closeNow() {
        channel.close();
    }

    /// Closes so that the client cannot take what it has for all there is: by a reset, and inside TLS without the alert that
    /// marks an end.
    public void reset() {
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
        ChannelHandlerContext encryption = channel.pipeline().context(SslHandler.class);
        if (encryption == null) {
            channel.close();
        } else {
            // From the handler on toward the socket: its own farewell is left out.
            encryption.close();
        }
    }

    private void deadlineAfterAccept(Duration time, Runnable late) {
        long passed = services.clock().nanos().getAsLong() - acceptedNanos;
        deadline(Duration.ofNanos(Math.max(0, time.toNanos() - passed)), late);
    }

    private void closed() {
        closed = true;
        loop.connections().remove(this);
        deadline.end();
        holdsBytes(0);
        holdsRecord(0);
        holdsUnsent(0);
        services.unauthenticated().remove(this);
        takePermit().ifPresent(Permit::close);
        if (!handedOver) {
            left.run();
        }
    }

    private Timeouts timeouts() {
        return options.timeouts();
    }
}
