package dev.tollgate.store.limit;

import dev.tollgate.domain.limit.ApiUsageRepository;
import dev.tollgate.domain.limit.CallerId;
import dev.tollgate.store.database.Database;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/// The API requests of each caller and day. Thread-safe.
public final class StoredApiUsage implements ApiUsageRepository {
    private final Database database;

    public StoredApiUsage(Database database) {
        this.database = database;
    }

    @Override
    public long requests(CallerId caller, LocalDate day) {
        return database.read(handle -> handle
                .select("SELECT requests FROM api_usage WHERE caller = ? AND day = ?", caller.value(), day.toEpochDay())
                .mapTo(Long.class).findOne().orElse(0L));
    }

    @Override
    public Map<CallerId, Long> add(LocalDate day, Map<CallerId, Long> requests) {
        return database.write(handle -> {
            Map<CallerId, Long> totals = new HashMap<>();
            requests.forEach((caller, more) -> totals.put(caller, handle.select("""
                    INSERT INTO api_usage (caller, day, requests)
                    VALUES (?, ?, ?)
                    ON CONFLICT (caller, day) DO UPDATE SET requests = api_usage.requests + excluded.requests
                    RETURNING requests""", caller.value(), day.toEpochDay(), more).mapTo(Long.class).one()));
            return totals;
        });
    }

    @Override
    public void forgetBefore(LocalDate day) {
        database.write(handle -> handle.execute("DELETE FROM api_usage WHERE day < ?", day.toEpochDay()));
    }
}
