package dev.tollgate.store.audit;

import dev.tollgate.domain.audit.AuditEntry;
import dev.tollgate.domain.audit.AuditLog;
import dev.tollgate.domain.paging.Page;
import dev.tollgate.store.database.Database;
import java.time.Instant;
import java.time.InstantSource;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterator;

/// The audit log: read by everybody, and pruned of what is older than it is kept. Thread-safe.
public final class StoredAuditLog implements AuditLog {
    /// How long entries are kept (A§14).
    private static final Period KEPT = Period.ofMonths(13);
    /// So many go in one transaction, for which other writers wait.
    private static final int AT_A_TIME = 2_000;

    private final Database database;
    private final ChangeLog changes;
    private final InstantSource clock;

    public StoredAuditLog(Database database, ChangeLog changes, InstantSource clock) {
        this.database = database;
        this.changes = changes;
        this.clock = clock;
    }

    @Override
    public Page<AuditEntry> list(Filter filter, int limit, OptionalLong before) {
        // One more, to learn whether there is more.
        List<AuditEntry> found = database.read(handle -> new AuditTable(handle).list(filter, limit + 1, before));
        boolean more = found.size() > limit;
        return new Page<>(more ? found.subList(0, limit) : found, more);
    }

    @Override
    public Verification verify() {
        return database.read(handle -> {
            AuditTable table = new AuditTable(handle);
            AuditTable.End end = table.end();
            AuditTable.End anchor = table.anchor();
            long seq = anchor.seq();
            String hash = anchor.hash();
            try (ResultIterator<AuditEntry> entries = table.all().iterator()) {
                while (entries.hasNext()) {
                    AuditEntry entry = entries.next();
                    if (entry.seq() != seq + 1 || !entry.follows(hash)) {
                        return new Verification(seq - anchor.seq(), OptionalLong.of(seq + 1));
                    }
                    seq = entry.seq();
                    hash = entry.hash();
                }
            }
            boolean whole = seq == end.seq() && hash.equals(end.hash());
            return new Verification(seq - anchor.seq(), whole ? OptionalLong.empty() : OptionalLong.of(seq + 1));
        });
    }

    /// Removes what is no longer kept. The chain then begins at its anchor: number and hash of the last entry that is gone, which
    /// an entry of its own tells.
    ///
    /// @return how many are gone
    public int prune() {
        Instant oldest = clock.instant().atZone(ZoneOffset.UTC).minus(KEPT).toInstant();
        int all = 0;
        int gone;
        do {
            gone = database.write(handle -> prune(handle, oldest));
            all += gone;
        } while (gone == AT_A_TIME);
        return all;
    }

    private int prune(Handle handle, Instant oldest) {
        AuditTable table = new AuditTable(handle);
        Optional<AuditTable.End> last = table.lastBefore(oldest, AT_A_TIME);
        return last.map(end -> {
            changes.addPruned(handle, end);
            return table.prune(end);
        }).orElse(0);
    }
}
