package dev.tollgate.store.subuser;

import dev.tollgate.domain.secret.SecretHash;
import dev.tollgate.domain.subuser.Passwords;
import dev.tollgate.domain.subuser.SubUser;
import dev.tollgate.domain.subuser.SubUserId;
import dev.tollgate.store.database.Columns;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;

/// The table `replaced_passwords`: what rotation left in its grace, newest first.
public final class ReplacedPasswordTable {
    private final Handle handle;

    public ReplacedPasswordTable(Handle handle) {
        this.handle = handle;
    }

    private record Row(SubUserId subUser, Passwords.Replaced replaced) {}

    /// Completes sub-users that were read without them, in one query for all.
    List<SubUser> attach(List<SubUser> subUsers) {
        if (subUsers.isEmpty()) {
            return subUsers;
        }
        Map<SubUserId, List<Passwords.Replaced>> replaced = bySubUser(handle.createQuery("""
                SELECT sub_user, hash, valid_until
                FROM replaced_passwords
                WHERE sub_user IN (<ids>)
                ORDER BY sub_user, position""")
                .bindList("ids", subUsers.stream().map(subUser -> subUser.id().value()).toList()));
        return subUsers.stream()
                .map(subUser -> SubUserRow.with(subUser, replaced.getOrDefault(subUser.id(), List.of()))).toList();
    }

    /// Those of all sub-users that changed after `revision`.
    public Map<SubUserId, List<Passwords.Replaced>> changedAfter(long revision) {
        return bySubUser(handle.select("""
                SELECT p.sub_user, p.hash, p.valid_until
                FROM replaced_passwords p
                JOIN sub_users s ON s.id = p.sub_user
                WHERE s.revision > ?
                ORDER BY p.sub_user, p.position""", revision));
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

    private static Map<SubUserId, List<Passwords.Replaced>> bySubUser(Query query) {
        Map<SubUserId, List<Passwords.Replaced>> bySubUser = new HashMap<>();
        query.map((row, _) -> new Row(new SubUserId(row.getString("sub_user")),
                new Passwords.Replaced(SecretHash.ofHex(row.getString("hash")), Columns.moment(row, "valid_until"))))
                .forEach(row -> bySubUser.computeIfAbsent(row.subUser(), _ -> new ArrayList<>()).add(row.replaced()));
        return bySubUser;
    }
}
