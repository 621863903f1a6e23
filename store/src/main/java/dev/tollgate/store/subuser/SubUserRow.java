package dev.tollgate.store.subuser;

import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.account.Environment;
import dev.tollgate.domain.secret.SecretHash;
import dev.tollgate.domain.subuser.AuthMode;
import dev.tollgate.domain.subuser.Passwords;
import dev.tollgate.domain.subuser.SubUser;
import dev.tollgate.domain.subuser.SubUserId;
import dev.tollgate.domain.subuser.SubUserStatus;
import dev.tollgate.store.database.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/// A row of `sub_users` as a sub-user.
final class SubUserRow {
    private SubUserRow() {}

    /// Its replaced passwords, which stand elsewhere, are still missing.
    static SubUser read(ResultSet row) throws SQLException {
        return new SubUser(new SubUserId(row.getString("id")), new AccountId(row.getString("account")),
                Columns.constant(Environment.class, row, "environment"), row.getString("name"), row.getString("label"),
                SubUserTable.products(row.getString("products")),
                Columns.constant(SubUserStatus.class, row, "status"), row.getInt("concurrent_max"),
                row.getInt("rps_max"), Columns.constant(AuthMode.class, row, "auth_mode"),
                row.getBoolean("require_tls"), row.getBoolean("session_strict"),
                Passwords.first(SecretHash.ofHex(row.getString("password_hash"))), Columns.moment(row, "created_at"),
                Columns.moment(row, "updated_at"), row.getLong("version"));
    }

    static SubUser with(SubUser read, List<Passwords.Replaced> replaced) {
        return new SubUser(read.id(), read.account(), read.environment(), read.name(), read.label(), read.products(),
                read.status(), read.concurrentMax(), read.rpsMax(), read.authMode(), read.requireTls(),
                read.sessionStrict(), new Passwords(read.passwords().current(), replaced), read.createdAt(),
                read.updatedAt(), read.version());
    }
}
