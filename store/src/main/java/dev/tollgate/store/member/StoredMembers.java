package dev.tollgate.store.member;

import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.audit.Action;
import dev.tollgate.domain.audit.Author;
import dev.tollgate.domain.member.Invitation;
import dev.tollgate.domain.member.Member;
import dev.tollgate.domain.member.MemberId;
import dev.tollgate.domain.member.MemberRepository;
import dev.tollgate.domain.member.Owners;
import dev.tollgate.domain.paging.Page;
import dev.tollgate.domain.paging.PageRequest;
import dev.tollgate.store.audit.Change;
import dev.tollgate.store.audit.ChangeLog;
import dev.tollgate.store.database.Database;
import dev.tollgate.store.database.Pages;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;

/// Members. Thread-safe.
public final class StoredMembers implements MemberRepository {
    private final Database database;
    private final ChangeLog changes;

    public StoredMembers(Database database, ChangeLog changes) {
        this.database = database;
        this.changes = changes;
    }

    @Override
    public Insertion insert(Author author, Member member, Invitation invitation) {
        return database.write(handle -> {
            MemberTable table = new MemberTable(handle);
            if (table.emailTaken(member.email())) {
                return Insertion.EMAIL_TAKEN;
            }
            table.insert(member);
            table.invite(member.id(), invitation);
            changes.add(handle, author, Change.made(Action.MEMBER_CREATE, member.id(), member.facts())
                    .in(member.account()));
            return Insertion.INSERTED;
        });
    }

    @Override
    public Optional<Member> find(AccountId account, MemberId id) {
        return database.read(handle -> new MemberTable(handle).find(account, id));
    }

    @Override
    public Page<Member> list(AccountId account, PageRequest page) {
        return Pages.page(page, limit -> database
                .read(handle -> new MemberTable(handle).list(account, page, limit)));
    }

    @Override
    public Update update(Author author, AccountId account, MemberId id, OptionalLong expectedVersion,
            UnaryOperator<Member> change) {
        return database.write(handle -> new MemberTable(handle).find(account, id).map(member -> {
            if (expectedVersion.isPresent() && expectedVersion.getAsLong() != member.version()) {
                return new Update.OtherVersion(member.version());
            }
            return changed(handle, author, member, change.apply(member));
        }).orElseGet(Update.Missing::new));
    }

    private Update changed(Handle handle, Author author, Member before, Member wanted) {
        MemberTable table = new MemberTable(handle);
        if (wanted.equals(before)) {
            return new Update.Updated(before);
        }
        if (Owners.leavesNone(before, Optional.of(wanted), table.others(before))) {
            return new Update.LastOwner();
        }
        Member after = wanted.changed();
        table.update(after);
        if (!after.enabled()) {
            table.endSessions(after.id());
        }
        changes.add(handle, author, Change.changed(Action.MEMBER_UPDATE, after.id(), before.facts(), after.facts())
                .in(after.account()));
        return new Update.Updated(after);
    }

    @Override
    public Deletion delete(Author author, AccountId account, MemberId id, OptionalLong expectedVersion) {
        return database.write(handle -> new MemberTable(handle).find(account, id).map(member -> {
            MemberTable table = new MemberTable(handle);
            if (expectedVersion.isPresent() && expectedVersion.getAsLong() != member.version()) {
                return Deletion.OTHER_VERSION;
            }
            if (Owners.leavesNone(member, Optional.empty(), table.others(member))) {
                return Deletion.LAST_OWNER;
            }
            table.delete(id);
            changes.add(handle, author, Change.removed(Action.MEMBER_DELETE, id, member.facts()).in(account));
            return Deletion.DELETED;
        }).orElse(Deletion.MISSING));
    }
}
