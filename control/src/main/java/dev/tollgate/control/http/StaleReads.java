package dev.tollgate.control.http;

import dev.tollgate.control.authentication.TokenPrincipal;
import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.brand.Brand;
import dev.tollgate.domain.limit.CallerId;
import dev.tollgate.domain.plan.Plan;
import dev.tollgate.domain.secret.SecretHash;
import dev.tollgate.domain.secret.ServerKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Remembers what tokens read last, for when the store is away: the same question from the same source is then answered as it
/// was (A§18, `unavailable`). Thread-safe, memory bounded: what was asked least recently is forgotten.
///
/// A token that was revoked meanwhile cannot be told from one that was not; nothing is older than [#OLDEST] for that reason.
public final class StaleReads {
    /// How old an answer may be.
    static final Duration OLDEST = Duration.ofMinutes(5);
    static final int MOST_BYTES = 8 << 20;
    private static final int LARGEST = 64 << 10;
    /// What an entry takes beside its body, roughly.
    private static final int OVERHEAD = 512;

    private final ServerKey key;
    private final Supplier<Brand> brand;
    /// The least recently used comes first.
    private final LinkedHashMap<SecretHash, Read> reads = new LinkedHashMap<>(16, 0.75f, true);
    private int bytes;

    public StaleReads(ServerKey key, Supplier<Brand> brand) {
        this.key = key;
        this.brand = brand;
    }

    /// An answer that was given.
    ///
    /// @param until the last moment at which it may be given again
    record Read(Rendered answer, CallerId caller, Plan plan, Instant until) {}

    void remember(Call call, Call.Caller caller, Rendered answer, Instant now) {
        if (answer.status() != 200 || answer.body().length > LARGEST
                || !(caller.principal() instanceof TokenPrincipal token)) {
            return;
        }
        Instant until = Stream.of(token.token().expiresAt(), token.oldUntil()).flatMap(Optional::stream)
                .reduce(now.plus(OLDEST), (one, other) -> one.isBefore(other) ? one : other);
        put(question(call, token.source()),
                new Read(answer, new CallerId(token.id()), caller.plan(), until));
    }

    private synchronized void put(SecretHash question, Read read) {
        Optional.ofNullable(reads.put(question, read)).ifPresent(before -> bytes -= size(before));
        bytes += size(read);
        var oldest = reads.entrySet().iterator();
        while (bytes > MOST_BYTES) {
            bytes -= size(oldest.next().getValue());
            oldest.remove();
        }
    }

    private static int size(Read read) {
        return read.answer().body().length + OVERHEAD;
    }

    /// What was answered to this question last.
    synchronized Optional<Read> recall(Call call, IpAddress source, Instant now) {
        return Optional.ofNullable(reads.get(question(call, source))).filter(read -> now.isBefore(read.until()));
    }

    /// By all that an answer depends on: two questions that differ in any of it are never taken for one another.
    private SecretHash question(Call call, IpAddress source) {
        StringBuilder text = new StringBuilder("stale read\n");
        for (List<String> part : List.of(List.of(call.path()), List.of(call.rawQuery()), List.of(source.toString()),
                call.headers("Authorization"), call.headers(brand.get().header("Account")))) {
            text.append(part.size()).append('\n');
            part.forEach(one -> text.append(one.length()).append('\n').append(one));
        }
        return key.hash(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /// What tells a caller that an answer is a remembered one.
    Map<String, String> warning() {
        return Map.of(brand.get().header("Warning"), "stale");
    }
}
