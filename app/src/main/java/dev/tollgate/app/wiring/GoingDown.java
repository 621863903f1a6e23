package dev.tollgate.app.wiring;

import dev.tollgate.app.settings.DrainSettings;
import dev.tollgate.domain.traffic.Ending;
import dev.tollgate.gateway.listen.GatewayServer;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// How a node goes down in order (G§20).
final class GoingDown {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
    /// How long a draining node waits for the next request on connections it kept, if nothing else holds it.
    private static final Duration LAST_REQUESTS = Duration.ofSeconds(2);
    /// How long a client may take to notice that its idle connection was ended; longer than such a connection lingers.
    private static final Duration FAREWELL = Duration.ofMillis(1_500);

    private final Lifetime lifetime;
    private final GatewayServer gateway;
    private final ApiPart api;
    private final BooleanSupplier hurry;

    /// @param hurry once true, nothing is waited for any more
    GoingDown(Lifetime lifetime, GatewayServer gateway, ApiPart api, BooleanSupplier hurry) {
        this.lifetime = lifetime;
        this.gateway = gateway;
        this.api = api;
        this.hurry = hurry;
    }

    /// Returns when all that remains may be cut.
    void run(DrainSettings settings) {
        lifetime.move(Lifetime.Phase.LEAVING);
        if (!lifetime.handedOver()) {
            pause(settings.delay(), () -> false);
            lifetime.move(Lifetime.Phase.DRAINING);
            gateway.drain();
        }
        Duration lastThird = settings.max().dividedBy(3);
        boolean exchangesOver = awaitLastRequests(settings.max().minus(lastThird));
        lifetime.move(Lifetime.Phase.DRAINING);
        gateway.endIdle();
        if (!exchangesOver) {
            gateway.cutSpread(Ending.SHUTDOWN, lastThird);
            pause(lastThird, () -> gateway.exchanges() == 0);
        }
        // Until here the API could be asked; now its callers, too, get the answers they are owed.
        Future<?> apiLeft = api.server().leave();
        pause(shorter(FAREWELL, lastThird), () -> gateway.connections() == 0 && apiLeft.isDone());
    }

    /// @return whether no exchange is open any more
    private boolean awaitLastRequests(Duration longest) {
        long began = System.nanoTime();
        Duration patience = shorter(LAST_REQUESTS, longest);
        return pause(longest, () -> gateway.exchanges() == 0
                && (gateway.connections() == 0 || System.nanoTime() - began >= patience.toNanos()));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /// @return whether it was over before its time
    private boolean pause(Duration longest, BooleanSupplier over) {
        long end = System.nanoTime() + longest.toNanos();
        while (!hurry.getAsBoolean() && !over.getAsBoolean()) {
            if (System.nanoTime() - end >= 0) {
                return false;
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
        return true;
    }
}
