package dev.tollgate.gateway.dial.resolve;

import dev.tollgate.domain.address.IpAddress;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Looks one name up in both address families (G§16.3). Confined to its event loop.
///
/// The first family that has addresses gives the other 250 ms; one that has none gives it all the time there is, since
/// the name may live by the other alone.
final class NameLookup {
    static final Duration SECOND_FAMILY = Duration.ofMillis(250);

    private static final FamilyAnswer LATE = new FamilyAnswer.Broken("The name servers did not answer in time.");

    private final EventLoop loop;
    private final Duration limit;
    private final Consumer<LookupResult> done;
    private final FamilyQuestion v6;
    private final FamilyQuestion v4;

    private FamilyAnswer v6Answer = LATE;
    private FamilyAnswer v4Answer = LATE;
    private int answers;
    private boolean over;
    private @Nullable ScheduledFuture<?> deadline;
    private @Nullable ScheduledFuture<?> patience;

    /// @param name in lower case, with its final dot
    NameLookup(DnsNameResolver protocol, ServerOrder servers, String name, EventLoop loop, Duration limit,
            Consumer<LookupResult> done) {
        this.loop = loop;
        this.limit = limit;
        this.done = done;
        v6 = new FamilyQuestion(protocol, servers, name, DnsRecordType.AAAA, answer -> {
            v6Answer = answer;
            answered(answer);
        });
        v4 = new FamilyQuestion(protocol, servers, name, DnsRecordType.A, answer -> {
            v4Answer = answer;
            answered(answer);
        });
    }

    void start() {
        deadline = loop.schedule(this::finish, limit.toNanos(), TimeUnit.NANOSECONDS);
        v6.ask();
        v4.ask();
    }

    private void answered(FamilyAnswer answer) {
        answers++;
        if (answers == 2) {
            finish();
        } else if (answer instanceof FamilyAnswer.Found) {
            patience = loop.schedule(this::finish, SECOND_FAMILY.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void finish() {
        if (over) {
            return;
        }
        over = true;
        cancel(deadline);
        cancel(patience);
        v6.cancel();
        v4.cancel();
        done.accept(combine(v6Answer, v4Answer));
    }

    private static void cancel(@Nullable ScheduledFuture<?> timer) {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    private static LookupResult combine(FamilyAnswer v6, FamilyAnswer v4) {
        List<IpAddress> addresses = new ArrayList<>();
        long ttl = Math.min(add(v6, addresses), add(v4, addresses));
        return addresses.isEmpty()
                ? LookupResult.failure(why(v6, v4))
                : LookupResult.found(addresses, ttl);
    }

    /// @return how long this family's answer holds, in seconds
    private static long add(FamilyAnswer answer, List<IpAddress> addresses) {
        return switch (answer) {
            case FamilyAnswer.Found(List<IpAddress> found, long ttl) -> {
                addresses.addAll(found);
                yield ttl;
            }
            case FamilyAnswer.None _ -> Long.MAX_VALUE;
            // The other family alone must not outlive a passing failure of this one.
            case FamilyAnswer.Broken _ -> LookupResult.FAILURE.toSeconds();
        };
    }

    private static String why(FamilyAnswer v6, FamilyAnswer v4) {
        if (v4 instanceof FamilyAnswer.Broken(String why)) {
            return why;
        }
        if (v6 instanceof FamilyAnswer.Broken(String why)) {
            return why;
        }
        boolean exists = List.of(v6, v4).contains(new FamilyAnswer.None(true));
        return exists ? "The name has no address." : "The name does not exist.";
    }
}
