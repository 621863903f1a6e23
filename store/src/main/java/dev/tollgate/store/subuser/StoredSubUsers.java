package dev.tollgate.store.subuser;

import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.account.Environment;
import dev.tollgate.domain.audit.Action;
import dev.tollgate.domain.audit.Author;
import dev.tollgate.domain.event.EventType;
import dev.tollgate.domain.paging.Page;
import dev.tollgate.domain.paging.PageRequest;
import dev.tollgate.domain.subuser.SubUser;
import dev.tollgate.domain.subuser.SubUserFilter;
import dev.tollgate.domain.subuser.SubUserId;
import dev.tollgate.domain.subuser.SubUserRepository;
import dev.tollgate.domain.subuser.SubUserStatus;
import dev.tollgate.store.audit.Change;
import dev.tollgate.store.audit.ChangeLog;
import dev.tollgate.store.database.Database;
import dev.tollgate.store.database.Pages;
import dev.tollgate.store.database.Revision;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;

/// Sub-users. Thread-safe.
public final class StoredSubUsers implements SubUserRepository {
    private final Database database;
    private final ChangeLog changes;

    public StoredSubUsers(Database database, ChangeLog changes) {
        this.database = database;
        this.changes = changes;
    }

    @Override
    public Insertion insert(Author author, SubUser subUser, int atMost) {
        return database.write(handle -> {
            SubUserTable table = new SubUserTable(handle);
            if (table.labelTaken(subUser.account(), subUser.environment(), subUser.label())) {
                return new Insertion.LabelTaken();
            }
            if (table.countLiving(subUser.account(), subUser.environment()) >= atMost) {
                return new Insertion.TooMany();
            }
            table.insert(subUser, Revision.next(handle));
            changes.add(handle, author, Change.made(Action.SUBUSER_CREATE, subUser.id(), subUser.facts())
                    .in(subUser.account(), subUser.environment()).telling(EventType.SUBUSER_CREATED));
            return new Insertion.Inserted();
        });
    }

    @Override
    public Optional<SubUser> find(AccountId account, Environment environment, SubUserId id) {
        return database.read(handle -> new SubUserTable(handle).find(account, environment, id));
    }

    @Override
    public Optional<SubUser> findByName(AccountId account, Environment environment, String name) {
        return database.read(handle -> new SubUserTable(handle).findByName(account, environment, name));
    }

    @Override
    public Page<SubUser> list(AccountId account, Environment environment, SubUserFilter filter, PageRequest page) {
        return Pages.page(page,
                limit -> database.read(handle -> new SubUserTable(handle).list(account, environment, filter, page,
                        limit)));
    }

    @Override
    public Update update(Author author, AccountId account, Environment environment, SubUserId id,
            OptionalLong expectedVersion, Instant now, UnaryOperator<SubUser> change) {
        return database.write(handle -> new SubUserTable(handle).find(account, environment, id).map(subUser -> {
            if (expectedVersion.isPresent() && expectedVersion.getAsLong() != subUser.version()) {
                return new Update.OtherVersion(subUser.version());
            }
            return changed(handle, author, subUser, change.apply(subUser), now);
        }).orElseGet(Update.Missing::new));
    }

    private Update changed(Handle handle, Author author, SubUser before, SubUser wanted, Instant now) {
        SubUserTable table = new SubUserTable(handle);
        if (wanted.equals(before)) {
            return new Update.Updated(before);
        }
        if (!wanted.label().equals(before.label())
                && table.labelTaken(before.account(), before.environment(), wanted.label())) {
            return new Update.LabelTaken();
        }
        table.update(wanted.changed(now), Revision.next(handle));
        changes.add(handle, author, change(before, wanted));
        // As kept: moments lose what is below a millisecond.
        return new Update.Updated(table.find(before.account(), before.environment(), before.id()).orElseThrow());
    }

    private static Change change(SubUser before, SubUser after) {
        boolean rotated = !before.passwords().current().equals(after.passwords().current());
        boolean disabled = before.status() != after.status() && after.status() == SubUserStatus.DISABLED;
        Action action = rotated ? Action.SUBUSER_ROTATE_PASSWORD : Action.SUBUSER_UPDATE;
        return Change.changed(action, before.id(), before.facts(), after.facts())
                .in(before.account(), before.environment())
                .telling(rotated ? EventType.SUBUSER_PASSWORD_ROTATED : EventType.SUBUSER_UPDATED)
                .tellingIf(disabled, EventType.SUBUSER_DISABLED);
    }

    @Override
    public Deletion delete(Author author, AccountId account, Environment environment, SubUserId id,
            OptionalLong expectedVersion, Instant now) {
        return database.write(handle -> new SubUserTable(handle).find(account, environment, id).map(subUser -> {
            if (expectedVersion.isPresent() && expectedVersion.getAsLong() != subUser.version()) {
                return new Deletion.OtherVersion(subUser.version());
            }
            // Written out here, since the package of whitelists builds on this one.
            handle.execute("DELETE FROM whitelist_entries WHERE sub_user = ?", id.value());
            new SubUserTable(handle).bury(id, now, Revision.next(handle));
            changes.add(handle, author, Change.removed(Action.SUBUSER_DELETE, id, subUser.facts())
                    .in(account, environment).telling(EventType.SUBUSER_DELETED));
            return new Deletion.Deleted(subUser);
        }).orElseGet(Deletion.Missing::new));
    }
}
