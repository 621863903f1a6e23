package dev.tollgate.store.subuser;

import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.account.Environment;
import dev.tollgate.domain.paging.Page;
import dev.tollgate.domain.paging.PageRequest;
import dev.tollgate.domain.subuser.SubUser;
import dev.tollgate.domain.subuser.SubUserFilter;
import dev.tollgate.domain.subuser.SubUserId;
import dev.tollgate.domain.subuser.SubUserRepository;
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

    public StoredSubUsers(Database database) {
        this.database = database;
    }

    @Override
    public Insertion insert(SubUser subUser, int atMost) {
        return database.write(handle -> {
            SubUserTable table = new SubUserTable(handle);
            if (table.labelTaken(subUser.account(), subUser.environment(), subUser.label())) {
                return new Insertion.LabelTaken();
            }
            if (table.countLiving(subUser.account(), subUser.environment()) >= atMost) {
                return new Insertion.TooMany();
            }
            table.insert(subUser, Revision.next(handle));
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
    public Update update(AccountId account, Environment environment, SubUserId id, OptionalLong expectedVersion,
            Instant now, UnaryOperator<SubUser> change) {
        return database.write(handle -> new SubUserTable(handle).find(account, environment, id).map(subUser -> {
            if (expectedVersion.isPresent() && expectedVersion.getAsLong() != subUser.version()) {
                return new Update.OtherVersion(subUser.version());
            }
            return changed(handle, subUser, change.apply(subUser), now);
        }).orElseGet(Update.Missing::new));
    }

    private static Update changed(Handle handle, SubUser before, SubUser wanted, Instant now) {
        SubUserTable table = new SubUserTable(handle);
        if (wanted.equals(before)) {
            return new Update.Updated(before);
        }
        if (!wanted.label().equals(before.label())
                && table.labelTaken(before.account(), before.environment(), wanted.label())) {
            return new Update.LabelTaken();
        }
        table.update(wanted.changed(now), Revision.next(handle));
        // As kept: moments lose what is below a millisecond.
        return new Update.Updated(table.find(before.account(), before.environment(), before.id()).orElseThrow());
    }

    @Override
    public Deletion delete(AccountId account, Environment environment, SubUserId id, OptionalLong expectedVersion,
            Instant now) {
        return database.write(handle -> new SubUserTable(handle).find(account, environment, id).map(subUser -> {
            if (expectedVersion.isPresent() && expectedVersion.getAsLong() != subUser.version()) {
                return new Deletion.OtherVersion(subUser.version());
            }
            // Written out here, since the package of whitelists builds on this one.
            handle.execute("DELETE FROM whitelist_entries WHERE sub_user = ?", id.value());
            new SubUserTable(handle).bury(id, now, Revision.next(handle));
            return new Deletion.Deleted(subUser);
        }).orElseGet(Deletion.Missing::new));
    }
}
