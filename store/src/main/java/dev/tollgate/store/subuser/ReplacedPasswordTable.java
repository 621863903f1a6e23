package dev.tollgate.store.subuser;

import dev.tollgate.domain.secret.SecretHash;
import dev.tollgate.domain.subuser.Passwords;
import dev.tollgate.domain.subuser.SubUser;
import dev.tollgate.domain.subuser.SubUserId;
import dev.tollgate.store.database.Alongside;
import dev.tollgate.store.database.Alongside.Owned;
import dev.tollgate.store.database.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/// The table `replaced_passwords`: what rotation left in its grace, newest first.
public final class ReplacedPasswordTable {
    private final Handle handle;

    public ReplacedPasswordTable(Handle handle) {
        this.handle = handle;
    }

    /// Completes sub-users that were read without them, in one query for all.
    List<SubUser> attach(List<SubUser> subUsers) {
        if (subUsers.isEmpty()) {
            return subUsers;
        }
        Map<String, List<Passwords.Replaced>> replaced = new HashMap<>();
        handle.createQuery("""
                SELECT sub_user, hash, valid_until
                FROM replaced_passwords
                WHERE sub_user IN (<ids>)
                ORDER BY sub_user, position""")
                .bindList("ids", subUsers.stream().map(subUser -> subUser.id().value()).toList())
                .map((row, _) -> owned(row))
                .forEach(one -> replaced.computeIfAbsent(one.owner(), _ -> new ArrayList<>()).add(one.value()));
        return subUsers.stream()
                .map(subUser -> SubUserRow.with(subUser, replaced.getOrDefault(subUser.id().value(), List.of())))
                .toList();
    }

    /// Those of all sub-users that changed after `revision`, these in the order of their revisions and ids. Begins with the
    /// sub-users, as the query of the whitelists does.
    public Alongside<Passwords.Replaced> changedAfter(long revision) {
        return new Alongside<>(handle.select("""
                SELECT p.sub_user, p.hash, p.valid_until
                FROM sub_users s
                CROSS JOIN replaced_passwords p
                WHERE s.revision > ? AND p.sub_user = s.id
                ORDER BY s.revision, s.id, p.position""", revision).map((row, _) -> owned(row)));
    }

    void replace(SubUserId subUser, List<Passwords.Replaced> replaced) {
        handle.execute("DELETE FROM replaced_passwords WHERE sub_user = ?", subUser.value());
        if (replaced.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch("""
                INSERT INTO replaced_passwords (sub_user, position, hash, valid_until)
                VALUES (?, ?, ?, ?)""");
        for (int position = 0; position < replaced.size(); position++) {
            Passwords.Replaced old = replaced.get(position);
            batch.add(subUser.value(), position, old.hash().hex(), old.validUntil().toEpochMilli());
        }
        batch.execute();
    }

    private static Owned<Passwords.Replaced> owned(ResultSet row) throws SQLException {
        return new Owned<>(row.getString("sub_user"),
                new Passwords.Replaced(SecretHash.ofHex(row.getString("hash")), Columns.moment(row, "valid_until")));
    }
}
