package dev.tollgate.store.audit;

import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.audit.AuditEntry;
import dev.tollgate.domain.audit.Author;
import dev.tollgate.domain.audit.Facts;
import dev.tollgate.domain.event.Event;
import dev.tollgate.domain.event.EventType;
import dev.tollgate.domain.id.Ulids;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/// Keeps the audit entry of a change, and its events, in the transaction that makes it. Thread-safe.
///
/// Since writers take turns over all processes, the entries have no gaps and stand in the order of the commits.
public final class ChangeLog {
    private final Ulids ids;
    private final InstantSource clock;

    public ChangeLog(Ulids ids, InstantSource clock) {
        this.ids = ids;
        this.clock = clock;
    }

    /// To be called by [dev.tollgate.store.database.Database#write] once for each change that it makes.
    public void add(Handle handle, Author author, Change change) {
        Instant now = clock.instant();
        for (Optional<String> account : logs(author, change)) {
            add(handle, author, change, account, now);
        }
        change.account().ifPresent(owner -> {
            for (EventType type : change.events()) {
                tell(handle, new Event(type, owner, change.environment(), data(author, change)));
            }
        });
    }

    /// Keeps an event, for the webhooks of its account.
    public void tell(Handle handle, Event event) {
        Instant now = clock.instant();
        String id = Event.PREFIX + ids.next();
        new EventTable(handle).insert(id, event, now, event.body(id, now));
    }

    /// In which accounts' logs it stands: in that of the object's owner, and in that of the author's own account.
    private static Set<Optional<String>> logs(Author author, Change change) {
        Set<Optional<String>> logs = new LinkedHashSet<>();
        change.account().map(AccountId::value).ifPresent(owner -> logs.add(Optional.of(owner)));
        author.account().ifPresent(own -> logs.add(Optional.of(own)));
        return logs.isEmpty() ? Set.of(Optional.empty()) : logs;
    }

    private void add(Handle handle, Author author, Change change, Optional<String> account, Instant now) {
        AuditTable table = new AuditTable(handle);
        AuditTable.End end = table.end();
        table.insert(AuditEntry.next(AuditEntry.PREFIX + ids.next(), end.seq() + 1, now, account, author,
                change.action(), Optional.of(change.object()), change.difference(), end.hash()));
    }

    private static Facts data(Author author, Change change) {
        return Facts.none().with(change.action().kind(), change.object()).with("by", author.actor().by());
    }
}
