package dev.tollgate.store.whitelist;

import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.account.Environment;
import dev.tollgate.domain.audit.Action;
import dev.tollgate.domain.audit.Author;
import dev.tollgate.domain.event.EventType;
import dev.tollgate.domain.paging.Page;
import dev.tollgate.domain.paging.PageRequest;
import dev.tollgate.domain.whitelist.WhitelistEntry;
import dev.tollgate.domain.whitelist.WhitelistEntryId;
import dev.tollgate.domain.whitelist.WhitelistFilter;
import dev.tollgate.domain.whitelist.WhitelistRepository;
import dev.tollgate.store.audit.Change;
import dev.tollgate.store.audit.ChangeLog;
import dev.tollgate.store.database.Database;
import dev.tollgate.store.database.Pages;
import dev.tollgate.store.database.Revision;
import dev.tollgate.store.subuser.SubUserTable;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;

/// Whitelist entries. Thread-safe.
public final class StoredWhitelists implements WhitelistRepository {
    private final Database database;
    private final ChangeLog changes;

    public StoredWhitelists(Database database, ChangeLog changes) {
        this.database = database;
        this.changes = changes;
    }

    @Override
    public Insertion insert(Author author, WhitelistEntry entry) {
        return database.write(handle -> {
            WhitelistTable table = new WhitelistTable(handle);
            if (!new SubUserTable(handle).lives(entry.account(), entry.environment(), entry.subUser())) {
                return new Insertion.SubUserMissing();
            }
            if (table.listed(entry.subUser(), entry.product(), entry.range())) {
                return new Insertion.AlreadyListed();
            }
            if (conflicts(table, entry)) {
                return new Insertion.DefaultUsernameConflict();
            }
            if (table.count(entry.subUser(), entry.product()) >= WhitelistEntry.MAX_PER_LIST) {
                return new Insertion.ListFull();
            }
            table.insert(entry);
            tell(handle, entry);
            changes.add(handle, author, Change.made(Action.WHITELIST_CREATE, entry.id(), entry.facts())
                    .in(entry.account(), entry.environment()).telling(EventType.WHITELIST_ADDED));
            return new Insertion.Inserted();
        });
    }

    @Override
    public Optional<WhitelistEntry> find(AccountId account, Environment environment, WhitelistEntryId id) {
        return database.read(handle -> new WhitelistTable(handle).find(account, environment, id));
    }

    @Override
    public Page<WhitelistEntry> list(AccountId account, Environment environment, WhitelistFilter filter,
            PageRequest page) {
        return Pages.page(page, limit -> database
                .read(handle -> new WhitelistTable(handle).list(account, environment, filter, page, limit)));
    }

    @Override
    public Update update(Author author, AccountId account, Environment environment, WhitelistEntryId id,
            OptionalLong expectedVersion, UnaryOperator<WhitelistEntry> change) {
        return database.write(handle -> new WhitelistTable(handle).find(account, environment, id).map(entry -> {
            if (expectedVersion.isPresent() && expectedVersion.getAsLong() != entry.version()) {
                return new Update.OtherVersion(entry.version());
            }
            return changed(handle, author, entry, change.apply(entry));
        }).orElseGet(Update.Missing::new));
    }

    private Update changed(Handle handle, Author author, WhitelistEntry before, WhitelistEntry wanted) {
        WhitelistTable table = new WhitelistTable(handle);
        if (wanted.equals(before)) {
            return new Update.Updated(before);
        }
        if (conflicts(table, wanted)) {
            return new Update.DefaultUsernameConflict();
        }
        WhitelistEntry after = wanted.changed();
        table.update(after);
        tell(handle, after);
        changes.add(handle, author, Change
                .changed(Action.WHITELIST_UPDATE, after.id(), before.facts(), after.facts())
                .in(after.account(), after.environment()));
        return new Update.Updated(after);
    }

    @Override
    public Deletion delete(Author author, AccountId account, Environment environment, WhitelistEntryId id,
            OptionalLong expectedVersion) {
        return database.write(handle -> new WhitelistTable(handle).find(account, environment, id).map(entry -> {
            if (expectedVersion.isPresent() && expectedVersion.getAsLong() != entry.version()) {
                return Deletion.OTHER_VERSION;
            }
            new WhitelistTable(handle).delete(id);
            tell(handle, entry);
            changes.add(handle, author, Change.removed(Action.WHITELIST_DELETE, id, entry.facts())
                    .in(account, environment).telling(EventType.WHITELIST_REMOVED));
            return Deletion.DELETED;
        }).orElse(Deletion.MISSING));
    }

    private static boolean conflicts(WhitelistTable table, WhitelistEntry entry) {
        return entry.defaultUsername().isPresent() && table.defaultUsernameIn(entry.range(), entry.id());
    }

    private static void tell(Handle handle, WhitelistEntry entry) {
        new SubUserTable(handle).touch(entry.subUser(), Revision.next(handle));
    }
}
