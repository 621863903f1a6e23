package dev.tollgate.store.audit;

import dev.tollgate.domain.audit.Attempt;
import dev.tollgate.domain.audit.AttemptCounts;
import dev.tollgate.domain.audit.AttemptCounts.Summary;
import dev.tollgate.domain.audit.AttemptLog;
import dev.tollgate.domain.error.StoreFailure;
import dev.tollgate.store.database.Database;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Attempts that failed: counted in memory, and written by [#write] every few seconds. Thread-safe.
///
/// A process that is killed takes the count of its last seconds, and of what followed on an entry within the hour, with it.
public final class StoredAttempts implements AttemptLog {
    private static final Logger LOG = LoggerFactory.getLogger(StoredAttempts.class);

    private final AttemptCounts counts = new AttemptCounts();
    private final Database database;
    private final ChangeLog changes;
    private final InstantSource clock;
    /// Told of, and not written yet because the store did not answer.
    private List<Summary> unwritten = List.of();

    public StoredAttempts(Database database, ChangeLog changes, InstantSource clock) {
        this.database = database;
        this.changes = changes;
        this.clock = clock;
    }

    @Override
    public void failed(Attempt attempt) {
        counts.add(attempt);
    }

    /// Writes what is due. What cannot be written now is kept for the next time.
    public synchronized void write() {
        if (unwritten.isEmpty()) {
            unwritten = counts.due(clock.instant());
        }
        if (unwritten.isEmpty()) {
            return;
        }
        try {
            database.write(handle -> {
                unwritten.forEach(summary -> changes.add(handle, summary));
                return true;
            });
            unwritten = List.of();
        } catch (StoreFailure e) {
            LOG.warn("{} entries of the audit log about failed attempts could not be written: {}", unwritten.size(),
                    e.getMessage());
        }
    }
}
