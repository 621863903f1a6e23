package dev.tollgate.domain.limit;

import dev.tollgate.domain.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Counts the API requests of each caller against its plan (A§1.5), in windows that begin with the minute and with the UTC day.
/// Thread-safe.
///
/// The counters are in the memory of this node. Those of the day are added to the store by [#write], which also brings back
/// what other nodes have added: a node that starts again counts on from there. Those of the minute are this node's own.
///
/// Bounded by the number of callers that were known to be valid in a day.
public final class ApiRates {
    private final ApiUsageRepository kept;
    private final Map<CallerDay, Usage> usages = new ConcurrentHashMap<>();

    public ApiRates(ApiUsageRepository kept) {
        this.kept = kept;
    }

    private record CallerDay(CallerId caller, LocalDate day) {}

    /// How a caller stands in the window that is nearer to its end of quota.
    ///
    /// @param granted whether there was one request left in both windows
    /// @param limit requests in the whole window
    /// @param remaining how many more there may be now
    /// @param resetsAt when the window ends
    public record Standing(boolean granted, long limit, long remaining, Instant resetsAt) {
        /// How long to wait after a refusal: whole seconds, one at least.
        public Duration retryAfter(Instant now) {
            return Duration.ofSeconds(Math.max(1, Duration.between(now, resetsAt).plusNanos(999_999_999).toSeconds()));
        }
    }

    /// Counts one request, unless none is left.
    ///
    /// @return how the caller stands after it
    public Standing take(CallerId caller, Plan plan, Instant now) {
        Usage usage = usage(caller, plan, now);
        synchronized (usage) {
            boolean granted = usage.standing(plan, now).remaining() > 0;
            if (granted) {
                usage.count(now);
            }
            Standing standing = usage.standing(plan, now);
            return new Standing(granted, standing.limit(), standing.remaining(), standing.resetsAt());
        }
    }

    /// How a caller stands, without counting.
    public Standing standing(CallerId caller, Plan plan, Instant now) {
        Usage usage = usage(caller, plan, now);
        synchronized (usage) {
            return usage.standing(plan, now);
        }
    }

    private Usage usage(CallerId caller, Plan plan, Instant now) {
        CallerDay key = new CallerDay(caller, day(now));
        Usage usage = usages.computeIfAbsent(key, unseen -> new Usage());
        if (plan.apiPerDay().isPresent() && !usage.knowsKept()) {
            usage.kept(kept.requests(caller, key.day()));
        }
        return usage;
    }

    private static LocalDate day(Instant now) {
        return LocalDate.ofInstant(now, ZoneOffset.UTC);
    }

    /// Adds what was counted to the store, and drops the counters of days that are over. What cannot be written is kept for
    /// the next time.
    ///
    /// @throws dev.tollgate.domain.error.StoreFailure if it cannot be written
    public void write(Instant now) {
        Map<LocalDate, Map<CallerId, Long>> gathered = new HashMap<>();
        usages.forEach((key, usage) -> {
            long more = usage.unwritten();
            if (more > 0) {
                gathered.computeIfAbsent(key.day(), day -> new HashMap<>()).put(key.caller(), more);
            }
        });
        gathered.forEach((day, requests) -> kept.add(day, requests).forEach((caller, total) -> {
            @Nullable
            Usage usage = usages.get(new CallerDay(caller, day));
            Long written = requests.get(caller);
            if (usage != null && written != null) {
                usage.written(written, total);
            }
        }));
        LocalDate today = day(now);
        usages.entrySet().removeIf(one -> one.getKey().day().isBefore(today) && one.getValue().unwritten() == 0);
    }

    /// Callers and days remembered.
    int callers() {
        return usages.size();
    }

    /// What one caller used of one day, and of the minute that it was last seen in.
    private static final class Usage {
        private boolean knowsKept;
        private long kept;
        private long unwritten;
        private Instant minute = Instant.MIN;
        private long inMinute;

        synchronized boolean knowsKept() {
            return knowsKept;
        }

        synchronized void kept(long total) {
            // Another request may have been first, and a write since then have learnt more.
            if (!knowsKept) {
                kept = total;
                knowsKept = true;
            }
        }

        synchronized long unwritten() {
            return unwritten;
        }

        synchronized void written(long requests, long total) {
            unwritten -= requests;
            kept = total;
            knowsKept = true;
        }

        void count(Instant now) {
            inMinute = inMinute(now) + 1;
            minute = now.truncatedTo(ChronoUnit.MINUTES);
            unwritten++;
        }

        private long inMinute(Instant now) {
            return minute.equals(now.truncatedTo(ChronoUnit.MINUTES)) ? inMinute : 0;
        }

        Standing standing(Plan plan, Instant now) {
            long perMinute = plan.apiBurstPerMinute();
            Standing ofMinute = standing(perMinute, inMinute(now),
                    now.truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES));
            if (plan.apiPerDay().isEmpty()) {
                return ofMinute;
            }
            Standing ofDay = standing(plan.apiPerDay().getAsLong(), kept + unwritten,
                    now.truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS));
            // Of two that are equally near, the one that lasts.
            return ofMinute.remaining() < ofDay.remaining() ? ofMinute : ofDay;
        }

        private static Standing standing(long limit, long used, Instant resetsAt) {
            long remaining = Math.max(0, limit - used);
            return new Standing(remaining > 0, limit, remaining, resetsAt);
        }
    }
}
