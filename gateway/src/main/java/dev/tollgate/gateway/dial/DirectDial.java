package dev.tollgate.gateway.dial;

import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.admission.Check;
import dev.tollgate.domain.error.GatewayError;
import dev.tollgate.domain.error.Refusal;
import dev.tollgate.domain.target.Target;
import dev.tollgate.gateway.dial.resolve.Resolution;
import dev.tollgate.gateway.dial.resolve.TargetAddresses;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One dial from the node itself: resolve, judge, connect. Confined to its event loop, except for [#cancel].
final class DirectDial implements Dialing {
    private final Target target;
    private final EventLoop loop;
    private final TargetAddresses addresses;
    private final Connector connector;
    private final Duration connectLimit;
    private final Consumer<DialOutcome> done;

    private boolean over;
    private @Nullable ConnectRace race;

    DirectDial(Target target, EventLoop loop, TargetAddresses addresses, Connector connector, Duration connectLimit,
            Consumer<DialOutcome> done) {
        this.target = target;
        this.loop = loop;
        this.addresses = addresses;
        this.connector = connector;
        this.connectLimit = connectLimit;
        this.done = done;
    }

    void start() {
        if (!over) {
            addresses.find(target, loop, this::resolved);
        }
    }

    @Override
    public void cancel() {
        if (loop.inEventLoop()) {
            giveUp();
        } else {
            loop.execute(this::giveUp);
        }
    }

    private void giveUp() {
        if (!over) {
            over = true;
            if (race != null) {
                race.cancel();
            }
        }
    }

    private void resolved(Resolution resolution) {
        if (over) {
            return;
        }
        switch (resolution) {
            case Resolution.Addresses(List<IpAddress> judged) -> connect(judged);
            case Resolution.Forbidden(Refusal refusal) ->
                finish(new DialOutcome.Failed(refusal.error(), Check.RESOLVE, refusal.detail()));
            case Resolution.Failed(String why) ->
                finish(new DialOutcome.Failed(GatewayError.TARGET_DNS_FAILED, Check.RESOLVE, why));
        }
    }

    private void connect(List<IpAddress> judged) {
        ConnectRace starting = new ConnectRace(judged, target.port(), loop, connector, new ConnectRace.Finish() {

            @Override
            public void won(ChannelFuture connected, IpAddress address) {
                finish(new DialOutcome.Connected(connected.channel(), address));
            }

            @Override
            public void lost(ConnectFailure why) {
                finish(new DialOutcome.Failed(why.error(), Check.DIAL, why.detail()));
            }
        });
        race = starting;
        starting.start(connectLimit);
    }

    private void finish(DialOutcome outcome) {
        over = true;
        done.accept(outcome);
    }
}
