package dev.tollgate.store.audit;

import dev.tollgate.domain.audit.AuditEntry;
import dev.tollgate.domain.audit.AuditLog;
import dev.tollgate.domain.paging.Page;
import dev.tollgate.store.database.Database;
import java.util.List;
import java.util.OptionalLong;
import org.jdbi.v3.core.result.ResultIterator;

/// The audit log, to be read. Thread-safe.
public final class StoredAuditLog implements AuditLog {
    private final Database database;

    public StoredAuditLog(Database database) {
        this.database = database;
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
}
