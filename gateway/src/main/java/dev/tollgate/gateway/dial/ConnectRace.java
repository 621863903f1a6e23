package dev.tollgate.gateway.dial;

import dev.tollgate.domain.address.IpAddress;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Connects to the first of several addresses that answers (RFC 8305): each gets a head start of 250 ms over the next,
/// or none once it has failed. Confined to its event loop.
final class ConnectRace {
    static final Duration HEAD_START = Duration.ofMillis(250);

    /// Who hears of the end, once.
    interface Finish {
        void won(ChannelFuture connected, IpAddress address);

        void lost(ConnectFailure why);
    }

    private final List<IpAddress> order;
    private final int port;
    private final EventLoop loop;
    private final Connector connector;
    private final Finish finish;
    private final List<ChannelFuture> open = new ArrayList<>();

    private int next;
    private boolean over;
    private @Nullable ConnectFailure worst;
    private @Nullable ScheduledFuture<?> headStart;
    private @Nullable ScheduledFuture<?> deadline;

    ConnectRace(List<IpAddress> addresses, int port, EventLoop loop, Connector connector, Finish finish) {
        this.order = AddressOrder.of(addresses);
        this.port = port;
        this.loop = loop;
        this.connector = connector;
        this.finish = finish;
    }

    /// @param limit bounds all attempts together
    void start(Duration limit) {
        deadline = loop.schedule(() -> {
            note(ConnectFailure.SILENT);
            lose();
        }, limit.toNanos(), TimeUnit.NANOSECONDS);
        startNext();
    }

    /// Nobody wins.
    void cancel() {
        over = true;
        stop(deadline);
        stop(headStart);
        // Closing a channel that connects ends its attempt on the spot, which then takes itself out of the list.
        List<ChannelFuture> losers = List.copyOf(open);
        open.clear();
        losers.forEach(ConnectRace::close);
    }

    private void startNext() {
        stop(headStart);
        IpAddress address = order.get(next);
        next++;
        ChannelFuture attempt;
        try {
            attempt = connector.connect(address, port, loop);
        } catch (ChannelException outOfDescriptors) {
            failed(ConnectFailure.NO_SOCKET);
            return;
        }
        open.add(attempt);
        // Before the listener, which may start the next attempt itself.
        if (next < order.size()) {
            headStart = loop.schedule(this::startNext, HEAD_START.toNanos(), TimeUnit.NANOSECONDS);
        }
        boolean atOnce = attempt.isDone();
        attempt.addListener(ended -> settled(attempt, address, atOnce));
    }

    private void settled(ChannelFuture attempt, IpAddress address, boolean atOnce) {
        open.remove(attempt);
        if (over) {
            close(attempt);
        } else if (attempt.isSuccess()) {
            cancel();
            finish.won(attempt, address);
        } else {
            close(attempt);
            failed(ConnectFailure.of(attempt.cause(), atOnce));
        }
    }

    private void failed(ConnectFailure why) {
        note(why);
        if (next < order.size()) {
            startNext();
        } else if (open.isEmpty()) {
            lose();
        }
    }

    private void note(ConnectFailure why) {
        worst = worst == null || why.compareTo(worst) < 0 ? why : worst;
    }

    private void lose() {
        if (!over) {
            cancel();
            finish.lost(worst == null ? ConnectFailure.SILENT : worst);
        }
    }

    private static void close(ChannelFuture attempt) {
        // One that could not even be registered is closed already, and would not take it.
        if (attempt.channel().isOpen()) {
            attempt.channel().close();
        }
    }

    private static void stop(@Nullable ScheduledFuture<?> timer) {
        if (timer != null) {
            timer.cancel(false);
        }
    }
}
