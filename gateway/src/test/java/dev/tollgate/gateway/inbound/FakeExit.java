package dev.tollgate.gateway.inbound;

import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.admission.Check;
import dev.tollgate.domain.error.GatewayError;
import dev.tollgate.gateway.dial.DialOutcome;
import dev.tollgate.gateway.dial.DialRequest;
import dev.tollgate.gateway.dial.Dialing;
import dev.tollgate.gateway.dial.ExitDialer;
import dev.tollgate.gateway.relay.ReceiveBuffers;
import dev.tollgate.gateway.transport.Transport;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// An exit that reaches one socket of this test whatever it is asked for, fails as told, or never answers.
public final class FakeExit implements ExitDialer, AutoCloseable {
    private final Transport transport;
    private final ServerSocket listener;
    private final BlockingQueue<DialRequest> asked = new LinkedBlockingQueue<>();
    private final AtomicInteger cancelled = new AtomicInteger();
    private volatile Optional<GatewayError> failure = Optional.empty();
    private volatile boolean hangs;
    private final CompletableFuture<Void> goesOn = new CompletableFuture<>();
    private volatile boolean waits;

    FakeExit(Transport transport) {
        this.transport = transport;
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            listener.setSoTimeout(5_000);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void failsWith(GatewayError error) {
        failure = Optional.of(error);
    }

    public void neverAnswers() {
        hangs = true;
    }

    /// Nothing comes of a dial before [#goesOn].
    public void waits() {
        waits = true;
    }

    public void goesOn() {
        goesOn.complete(null);
    }

    /// The target's end of the next tunnel.
    public Client target() {
        try {
            return new Client(listener.accept());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public BlockingQueue<DialRequest> asked() {
        return asked;
    }

    public int cancelled() {
        return cancelled.get();
    }

    @Override
    public Dialing dial(DialRequest request, EventLoop loop, Consumer<DialOutcome> outcome) {
        asked.add(request);
        if (hangs) {
            return cancelled::incrementAndGet;
        }
        if (waits) {
            goesOn.thenRunAsync(() -> come(loop, outcome), loop);
        } else {
            come(loop, outcome);
        }
        return () -> {};
    }

    private void come(EventLoop loop, Consumer<DialOutcome> outcome) {
        failure.ifPresentOrElse(error -> outcome.accept(new DialOutcome.Failed(error, Check.DIAL, "As told.")),
                () -> reach(loop, outcome));
    }

    private void reach(EventLoop loop, Consumer<DialOutcome> outcome) {
        Channel channel = transport.newSocketChannel();
        channel.config().setAutoRead(false);
        channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        channel.config().setRecvByteBufAllocator(ReceiveBuffers.OPEN);
        loop.register(channel).addListener(registered -> channel
                .connect(new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort()))
                .addListener(connected -> outcome
                        .accept(new DialOutcome.Connected(channel, IpAddress.ofV4(0x7f00_0001)))));
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
