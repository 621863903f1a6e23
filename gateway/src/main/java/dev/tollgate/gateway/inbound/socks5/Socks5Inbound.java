package dev.tollgate.gateway.inbound.socks5;

import dev.tollgate.domain.admission.Authentication;
import dev.tollgate.domain.admission.Check;
import dev.tollgate.domain.admission.Credentials;
import dev.tollgate.domain.error.GatewayError;
import dev.tollgate.domain.error.Refusal;
import dev.tollgate.domain.limit.Permit;
import dev.tollgate.domain.target.Target;
import dev.tollgate.domain.traffic.Ending;
import dev.tollgate.gateway.connection.ClientConnection;
import dev.tollgate.gateway.dial.DialOutcome;
import dev.tollgate.gateway.inbound.Entrance;
import dev.tollgate.gateway.inbound.LingeringClose;
import dev.tollgate.gateway.inbound.TunnelStart;
import dev.tollgate.gateway.record.Exchange;
import dev.tollgate.gateway.relay.ReceiveBuffers;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The client's side of SOCKS5: one connection is one exchange (G§6). Confined to its channel's event loop.
///
/// The exchange is begun, as of the connection's first byte, when there is something to decide: credentials, a request, or methods
/// none of which will do. Who goes away before that, or does not speak SOCKS5 after all, leaves no record.
public final class Socks5Inbound extends ChannelInboundHandlerAdapter {
    /// Bytes held ahead of the tunnel before reading stops (G§4.5).
    static final int MAX_AHEAD = 64 * 1024;
    private static final Logger LOG = LoggerFactory.getLogger(Socks5Inbound.class);

    private final ClientConnection connection;
    private final Entrance entrance;
    private final Socks5Machine machine;
    private final LateExchange exchange;

    private ByteBuf pending = Unpooled.EMPTY_BUFFER;
    private @Nullable ChannelHandlerContext context;
    private Authentication.@Nullable Authenticated client;
    private @Nullable TunnelStart tunnel;
    private boolean loggingIn;
    private boolean refused;

    public Socks5Inbound(ClientConnection connection) {
        this.connection = connection;
        this.entrance = new Entrance(connection);
        this.exchange = new LateExchange(connection);
        this.machine = new Socks5Machine(() -> connection.services().admitter().needsNoLogin(connection.source()));
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
        connection.detected(this::tooLate);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext removed) {
        connection.holdsBytes(0);
        pending.release();
        pending = Unpooled.EMPTY_BUFFER;
    }

    @Override
    public void channelRead(ChannelHandlerContext reader, Object message) {
        if (refused) {
            // Its late answer is all that is still to come.
            ReferenceCountUtil.release(message);
            return;
        }
        exchange.touch();
        pending = ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(reader.alloc(), pending, (ByteBuf) message);
        readMessages();
        if (pending.readableBytes() > MAX_AHEAD) {
            ReceiveBuffers.reading(context().channel(), false);
        }
        connection.holdsBytes(pending.capacity());
    }

    private void readMessages() {
        // An answer that cannot be written closes the channel in the middle of this.
        while (context().channel().isActive() && !refused && tunnel == null) {
            int before = pending.readableBytes();
            Socks5Step step = machine.read(pending);
            exchange.read(before - pending.readableBytes());
            switch (step) {
                case Socks5Step.Incomplete() -> {
                    return;
                }
                case Socks5Step.Broken() -> {
                    connection.closeNow();
                    return;
                }
                case Socks5Step.Greeted(AuthMethod method) -> greeted(method);
                case Socks5Step.LoggingIn(Credentials credentials) -> login(credentials);
                case Socks5Step.Wanted(Target target) -> request(target);
                case Socks5Step.Unserved(int reply, String detail) -> unserved(reply, detail);
            }
        }
    }

    private void greeted(AuthMethod method) {
        byte[] answer = Socks5Answers.method(method);
        if (method == AuthMethod.NONE_ACCEPTABLE) {
            exchange.begun().checks().fail(Check.CREDENTIALS);
            refuse(Refusal.of(GatewayError.AUTH_REQUIRED), answer);
        } else {
            send(answer);
        }
    }

    private void login(Credentials credentials) {
        loggingIn = true;
        switch (entrance.authenticate(exchange.begun(), credentials)) {
            case Authentication.Authenticated known -> {
                client = known;
                loggingIn = false;
                exchange.begun().loginAnswered(Socks5Answers.SUCCESS);
                send(Socks5Answers.loggedIn());
            }
            case Authentication.Unknown(Refusal refusal, var username, var named, var cause) ->
                refuse(refusal);
        }
    }

    /// Who the client is, at the latest when its request is there: where no login was needed the checks of the login run now.
    private Optional<Authentication.Authenticated> client() {
        if (client == null) {
            switch (entrance.authenticate(exchange.begun(), new Credentials.Absent())) {
                case Authentication.Authenticated known -> client = known;
                case Authentication.Unknown(Refusal refusal, var username, var named, var cause) ->
                    refuse(refusal);
            }
        }
        return Optional.ofNullable(client);
    }

    private void unserved(int reply, String detail) {
        if (client().isPresent()) {
            exchange.begun().checks().fail(Check.MESSAGE);
            exchange.begun().replied(reply);
            refuse(Refusal.of(GatewayError.BAD_REQUEST, detail), Socks5Answers.failed(reply));
        }
    }

    private void request(Target target) {
        client().ifPresent(known -> {
            connection.clearDeadline();
            exchange.begun().checks().pass(Check.MESSAGE);
            switch (entrance.enter(exchange.begun(), known, target)) {
                case Entrance.Entry.Closed(Refusal refusal) -> refuse(refusal);
                case Entrance.Entry.Open open -> dial(open, target);
            }
        });
    }

    private void dial(Entrance.Entry.Open open, Target target) {
        TunnelStart starting = new TunnelStart(connection, exchange.begun());
        tunnel = starting;
        if (open.inSandbox()) {
            starting.reachSandbox(() -> starting.beginInSandbox(open.admitted(), target, connected(open), handOver()));
            return;
        }
        starting.dial(open.exit(), target, outcome -> {
            switch (outcome) {
                case DialOutcome.Connected(Channel channel, var address) ->
                    starting.begin(channel, connected(open), handOver());
                case DialOutcome.Failed(GatewayError error, Check check, String detail) -> {
                    tunnel = null;
                    refuse(Refusal.of(error, detail));
                }
            }
        });
    }

    private ByteBuf connected(Entrance.Entry.Open open) {
        exchange.begun().replied(Socks5Answers.SUCCESS);
        return buffer(Socks5Answers.connected(open.exit().exitIp()));
    }

    /// Gives up the connection to the tunnel: what was read and not used is the tunnel's.
    private ByteBuf handOver() {
        ByteBuf early = pending;
        pending = Unpooled.EMPTY_BUFFER;
        context().pipeline().remove(this);
        return early;
    }

    private ChannelFuture send(byte[] answer) {
        return context().writeAndFlush(buffer(answer)).addListener(written -> {
            if (written.isSuccess()) {
                exchange.answered(answer.length);
            }
        });
    }

    private ByteBuf buffer(byte[] bytes) {
        return context().alloc().buffer(bytes.length).writeBytes(bytes);
    }

    /// Answers at the step the client is at.
    private void refuse(Refusal refusal) {
        if (loggingIn) {
            int status = Socks5Answers.loginStatus(refusal.error(), connection.options().strict());
            exchange.begun().loginAnswered(status);
            refuse(refusal, Socks5Answers.loginFailed(status));
        } else {
            int reply = Socks5Answers.reply(refusal.error());
            exchange.begun().replied(reply);
            refuse(refusal, Socks5Answers.failed(reply));
        }
    }

    /// Turns the client away, now or as late as the refusal says. What it holds it gives back at once: nothing more is served
    /// on this connection.
    private void refuse(Refusal refusal, byte[] answer) {
        refused = true;
        connection.clearDeadline();
        connection.takePermit().ifPresent(Permit::close);
        exchange.begun().refused(refusal);
        if (refusal.delay().isZero()) {
            answer(answer);
        } else {
            context().executor().schedule(() -> answer(answer), refusal.delay().toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void answer(byte[] answer) {
        if (!context().channel().isActive()) {
            // The client did not wait for its late answer.
            return;
        }
        ChannelFuture written = send(answer);
        written.addListener(done -> exchange.begun().end(Ending.REFUSED));
        LingeringClose.replace(context(), written);
    }

    private ChannelHandlerContext context() {
        if (context == null) {
            throw new IllegalStateException("the handler is in no pipeline");
        }
        return context;
    }

    private void tooLate() {
        exchange.end(Ending.IDLE);
        connection.closeNow();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext reader, Object event) {
        boolean clientFinished = event instanceof ChannelInputShutdownEvent || event instanceof SslCloseCompletionEvent;
        // It may have sent all it has to say ahead of the tunnel; the relay passes the end on.
        if (clientFinished && tunnel == null && !refused) {
            connection.closeNow();
        }
        reader.fireUserEventTriggered(event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext reader) {
        if (tunnel != null) {
            tunnel.clientGone();
        }
        exchange.end(Ending.CLIENT_CLOSED);
        reader.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext reader, Throwable cause) {
        if (ReceiveBuffers.stopped(cause)) {
            return;
        }
        if (cause instanceof IOException) {
            connection.closeNow();
            return;
        }
        LOG.error("A SOCKS5 exchange failed on our side: {}", exchange.ifBegun().map(Exchange::id), cause);
        if (exchange.ifBegun().isEmpty() || refused || tunnel != null) {
            exchange.end(Ending.FAILED);
            connection.closeNow();
        } else {
            refuse(Refusal.of(GatewayError.INTERNAL_ERROR));
        }
    }
}
