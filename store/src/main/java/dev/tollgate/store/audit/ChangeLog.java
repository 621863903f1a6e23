package dev.tollgate.store.audit;

import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.audit.Action;
import dev.tollgate.domain.audit.Actor;
import dev.tollgate.domain.audit.AttemptCounts.Summary;
import dev.tollgate.domain.audit.AuditEntry;
import dev.tollgate.domain.audit.Author;
import dev.tollgate.domain.audit.Difference;
import dev.tollgate.domain.audit.Facts;
import dev.tollgate.domain.event.Event;
import dev.tollgate.domain.event.EventType;
import dev.tollgate.domain.id.Ulids;
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
    private final Outbox outbox;

    public ChangeLog(Ulids ids, InstantSource clock, Outbox outbox) {
        this.ids = ids;
        this.clock = clock;
        this.outbox = outbox;
    }

    /// To be called inside [dev.tollgate.store.database.Database#write], once for each change that it makes.
    public void add(Handle handle, Author author, Change change) {
        for (Optional<String> account : logs(author, change)) {
            link(handle, account, author, change.action(), Optional.of(change.object()), change.difference());
        }
        change.account().ifPresent(owner -> {
            for (EventType type : change.events()) {
                tell(handle, new Event(type, owner, change.environment(), data(author, change)));
            }
        });
    }

    /// Keeps an event that is no change, for the webhooks of its account.
    public void tell(Handle handle, Event event) {
        outbox.put(handle, this, Event.PREFIX + ids.next(), event, clock.instant());
    }

    /// Keeps the entry of attempts that failed.
    void add(Handle handle, Summary attempts) {
        Actor actor = new Actor(attempts.actor(), attempts.object(), attempts.source());
        link(handle, attempts.account(), new Author(actor, Optional.empty(), Optional.empty()), attempts.action(),
                attempts.object(), Difference.made(attempts.facts()));
    }

    /// Keeps the entry that older ones are no longer kept.
    void addPruned(Handle handle, AuditTable.End last) {
        link(handle, Optional.empty(), Author.SYSTEM, Action.AUDIT_PRUNE, Optional.empty(),
                Difference.made(Facts.none().with("last_seq", last.seq()).with("last_hash", last.hash())));
    }

    /// In which accounts' logs it stands: in that of the object's owner, and in that of the author's own account.
    private static Set<Optional<String>> logs(Author author, Change change) {
        Set<Optional<String>> logs = new LinkedHashSet<>();
        change.account().map(AccountId::value).ifPresent(owner -> logs.add(Optional.of(owner)));
        author.account().ifPresent(own -> logs.add(Optional.of(own)));
        return logs.isEmpty() ? Set.of(Optional.empty()) : logs;
    }

    private void link(Handle handle, Optional<String> account, Author author, Action action, Optional<String> object,
            Difference difference) {
        AuditTable table = new AuditTable(handle);
        AuditTable.End end = table.end();
        table.insert(AuditEntry.next(AuditEntry.PREFIX + ids.next(), end.seq() + 1, clock.instant(), account, author,
                action, object, difference, end.hash()));
    }

    private static Facts data(Author author, Change change) {
        return Facts.none().with(change.action().kind(), change.object()).with("by", author.actor().by());
    }
}
