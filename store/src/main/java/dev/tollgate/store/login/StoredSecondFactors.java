package dev.tollgate.store.login;

import dev.tollgate.domain.audit.Action;
import dev.tollgate.domain.audit.Author;
import dev.tollgate.domain.audit.Facts;
import dev.tollgate.domain.login.SecondFactor;
import dev.tollgate.domain.login.SecondFactorRepository;
import dev.tollgate.domain.member.Member;
import dev.tollgate.domain.member.MemberId;
import dev.tollgate.domain.secret.SecretHash;
import dev.tollgate.store.audit.Change;
import dev.tollgate.store.audit.ChangeLog;
import dev.tollgate.store.database.Database;
import dev.tollgate.store.member.MemberTable;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Second factors and recovery codes. Thread-safe.
public final class StoredSecondFactors implements SecondFactorRepository {
    private final Database database;
    private final ChangeLog changes;

    public StoredSecondFactors(Database database, ChangeLog changes) {
        this.database = database;
        this.changes = changes;
    }

    @Override
    public Optional<SecondFactor> find(MemberId member) {
        return database.read(handle -> new SecondFactorTable(handle).find(member));
    }

    @Override
    public boolean propose(MemberId member, String sealedKey) {
        return database.write(handle -> {
            SecondFactorTable table = new SecondFactorTable(handle);
            boolean on = table.find(member).filter(SecondFactor::confirmed).isPresent();
            if (on || new MemberTable(handle).find(member).isEmpty()) {
                return false;
            }
            table.replace(member, sealedKey);
            return true;
        });
    }

    @Override
    public boolean confirm(Author author, MemberId member, String sealedKey, long step,
            List<SecretHash> recoveryCodes) {
        return database.write(handle -> {
            SecondFactorTable table = new SecondFactorTable(handle);
            if (!table.confirm(member, sealedKey, step)) {
                return false;
            }
            table.insertRecoveryCodes(member, recoveryCodes);
            switched(handle, author, member, true);
            return true;
        });
    }

    private void switched(Handle handle, Author author, MemberId id, boolean on) {
        MemberTable members = new MemberTable(handle);
        members.countVersion(id);
        members.find(id).ifPresent(member -> changes.add(handle, author, Change.changed(Action.MEMBER_UPDATE, id,
                member.withMfa(!on).facts(), member.withMfa(on).facts()).in(member.account())));
    }

    @Override
    public boolean useStep(MemberId member, long step) {
        return database.write(handle -> new SecondFactorTable(handle).useStep(member, step));
    }

    @Override
    public boolean useRecoveryCode(Author author, MemberId member, SecretHash code) {
        return database.write(handle -> {
            SecondFactorTable table = new SecondFactorTable(handle);
            boolean used = table.useRecoveryCode(member, code);
            Optional<Member> whose = new MemberTable(handle).find(member).filter(one -> used);
            whose.ifPresent(one -> changes.add(handle, author, Change.made(Action.MEMBER_USE_RECOVERY_CODE, member,
                    Facts.none().with("recovery_codes_left", table.recoveryCodesLeft(member))).in(one.account())));
            return used;
        });
    }

    @Override
    public void remove(Author author, MemberId member) {
        database.write(handle -> {
            SecondFactorTable table = new SecondFactorTable(handle);
            boolean on = table.find(member).filter(SecondFactor::confirmed).isPresent();
            table.remove(member);
            if (on) {
                switched(handle, author, member, false);
            }
            return on;
        });
    }
}
