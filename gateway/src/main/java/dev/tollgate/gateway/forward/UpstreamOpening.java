package dev.tollgate.gateway.forward;

import dev.tollgate.domain.admission.Check;
import dev.tollgate.domain.error.GatewayError;
import dev.tollgate.domain.error.Refusal;
import dev.tollgate.domain.exit.Exit;
import dev.tollgate.gateway.dial.DialOutcome;
import dev.tollgate.gateway.dial.DialRequest;
import dev.tollgate.gateway.dial.Dialing;
import dev.tollgate.gateway.dial.TlsOutcome;
import dev.tollgate.gateway.relay.ReceiveBuffers;
import io.netty.channel.Channel;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One connection on its way: dialled, and encrypted if its requests say `https`. Confined to its event loop.
final class UpstreamOpening implements Dialing {
    private final UpstreamPool pool;
    private final UpstreamKey key;
    private final long startedNanos;
    private final int generation;
    private @Nullable Consumer<Opening> waiting;
    private @Nullable Dialing dialing;
    private @Nullable Channel channel;

    UpstreamOpening(UpstreamPool pool, UpstreamKey key, Consumer<Opening> outcome) {
        this.pool = pool;
        this.key = key;
        this.waiting = outcome;
        this.startedNanos = pool.nanos();
        this.generation = pool.generation();
    }

    void start(Exit exit) {
        dialing = pool.dialer().dial(new DialRequest(exit, key.target()), pool.eventLoop(), this::dialled);
    }

    private void dialled(DialOutcome outcome) {
        switch (outcome) {
            case DialOutcome.Failed(GatewayError error, Check check, String detail) ->
                tell(new Opening.Failed(Refusal.of(error, detail), check));
            case DialOutcome.Connected(Channel connected, var address) -> {
                channel = connected;
                connected.config().setRecvByteBufAllocator(ReceiveBuffers.OPEN);
                if (waiting == null) {
                    connected.close();
                } else if (key.tls()) {
                    encrypt(connected);
                } else {
                    ready(connected);
                }
            }
        }
    }

    private void encrypt(Channel connected) {
        Duration left = pool.limits().connect().minusNanos(pool.nanos() - startedNanos);
        pool.tls().handshake(connected, key.target().host(), key.target().port(),
                left.isPositive() ? left : Duration.ofMillis(1), outcome -> {
                    switch (outcome) {
                        case TlsOutcome.Ready() -> ready(connected);
                        case TlsOutcome.Failed(var error, var proxyStatus, String detail) -> tell(new Opening.Failed(
                                Refusal.of(error, detail).withProxyStatus(proxyStatus), Check.DIAL));
                    }
                });
    }

    private void ready(Channel connected) {
        if (waiting == null) {
            connected.close();
        } else if (connected.isActive()) {
            UpstreamConnection connection = new UpstreamConnection(connected, key, pool, generation);
            connected.pipeline().addLast(connection);
            tell(new Opening.Opened(connection));
            connection.reading(true);
        } else {
            tell(new Opening.Failed(Refusal.of(GatewayError.TARGET_CLOSED), Check.DIAL));
        }
    }

    private void tell(Opening outcome) {
        Consumer<Opening> told = waiting;
        waiting = null;
        if (told != null) {
            told.accept(outcome);
        }
    }

    @Override
    public void cancel() {
        if (waiting == null) {
            return;
        }
        waiting = null;
        if (channel != null) {
            channel.close();
        } else if (dialing != null) {
            dialing.cancel();
        }
    }
}
