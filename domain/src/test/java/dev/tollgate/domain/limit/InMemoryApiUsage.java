package dev.tollgate.domain.limit;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/// Counts of API requests in memory, for tests.
public final class InMemoryApiUsage implements ApiUsageRepository {

    private final Map<LocalDate, Map<CallerId, Long>> days = new HashMap<>();

    @Override
    public synchronized long requests(CallerId caller, LocalDate day) {
        return days.getOrDefault(day, Map.of()).getOrDefault(caller, 0L);
    }

    @Override
    public synchronized Map<CallerId, Long> add(LocalDate day, Map<CallerId, Long> requests) {
        Map<CallerId, Long> kept = days.computeIfAbsent(day, unseen -> new HashMap<>());
        Map<CallerId, Long> totals = new HashMap<>();
        requests.forEach((caller, more) -> totals.put(caller, kept.merge(caller, more, Long::sum)));
        return totals;
    }

    @Override
    public synchronized void forgetBefore(LocalDate day) {
        days.keySet().removeIf(one -> one.isBefore(day));
    }
}
