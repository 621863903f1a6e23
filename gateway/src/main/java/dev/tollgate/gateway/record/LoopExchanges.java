package dev.tollgate.gateway.record;

import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.admission.Moment;
import dev.tollgate.domain.id.Ulids;
import dev.tollgate.domain.traffic.Ending;
import dev.tollgate.domain.traffic.ExchangeProtocol;
import dev.tollgate.domain.traffic.ExchangeRecord;
import dev.tollgate.domain.traffic.ExchangeRecord.Caller;
import dev.tollgate.domain.traffic.ExchangeSink;
import dev.tollgate.domain.traffic.RequestId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The live exchanges of one event loop: makes them, finds those of a sub-user, hands on their records. Confined to the loop,
/// but for [#live] and [#tunnels].
public final class LoopExchanges {
    private final Ulids ids;
    private final ExchangeClock clock;
    private final ExchangeSink sink;
    private @Nullable Exchange first;
    private volatile int live;
    private volatile int tunnels;

    public LoopExchanges(Ulids ids, ExchangeClock clock, ExchangeSink sink) {
        this.ids = ids;
        this.clock = clock;
        this.sink = sink;
    }

    public Exchange begin(ExchangeProtocol protocol, IpAddress source, boolean tls, Moment now) {
        Exchange exchange = new Exchange(new RequestId(RequestId.PREFIX + ids.next()), protocol, source, tls, now,
                this);
        exchange.next = first;
        if (first != null) {
            first.previous = exchange;
        }
        first = exchange;
        count(1);
        return exchange;
    }

    /// Exchanges that have begun and not ended. Safe to read from any thread.
    public int live() {
        return live;
    }

    /// Those of them whose tunnel stands. Safe to read from any thread.
    public int tunnels() {
        return tunnels;
    }

    /// Ends what is open for those who are meant. A scan: it happens when somebody loses access, not per exchange.
    public void cut(Predicate<Caller> whose, Ending why) {
        Exchange at = first;
        while (at != null) {
            // Taken before the cut, which may unlink it.
            Exchange following = at.next;
            if (at.served().filter(whose).isPresent()) {
                at.cut(why);
            }
            at = following;
        }
    }

    /// Ends everything that is open.
    public void cutAll(Ending why) {
        Exchange at = first;
        while (at != null) {
            Exchange following = at.next;
            at.cut(why);
            at = following;
        }
    }

    /// Those that are open now.
    public List<Exchange> all() {
        List<Exchange> open = new ArrayList<>(live);
        for (Exchange at = first; at != null; at = at.next) {
            open.add(at);
        }
        return open;
    }

    void ended(Exchange exchange, ExchangeRecord ended) {
        unlink(exchange);
        count(-1);
        sink.accept(ended);
    }

    long nanos() {
        return clock.nanos().getAsLong();
    }

    private void unlink(Exchange exchange) {
        Exchange before = exchange.previous;
        Exchange after = exchange.next;
        if (before == null) {
            first = after;
        } else {
            before.next = after;
        }
        if (after != null) {
            after.previous = before;
        }
        exchange.previous = null;
        exchange.next = null;
    }

    /// Only the loop writes it, so that reading and writing back loses nothing.
    @SuppressWarnings("NonAtomicVolatileUpdate")
    private void count(int change) {
        live = live + change;
    }

    /// As above.
    @SuppressWarnings("NonAtomicVolatileUpdate")
    void tunnels(int change) {
        tunnels = tunnels + change;
    }
}
