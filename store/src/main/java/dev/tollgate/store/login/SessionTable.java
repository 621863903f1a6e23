package dev.tollgate.store.login;

import dev.tollgate.domain.login.ConsoleSession;
import dev.tollgate.domain.member.MemberId;
import dev.tollgate.domain.secret.SecretHash;
import dev.tollgate.store.database.Columns;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The table `member_sessions`.
final class SessionTable {
    private final Handle handle;

    SessionTable(Handle handle) {
        this.handle = handle;
    }

    Optional<ConsoleSession> find(SecretHash id) {
        return handle.select("SELECT id, member, begun_at, last_seen_at FROM member_sessions WHERE id = ?", id.hex())
                .map((row, _) -> new ConsoleSession(SecretHash.ofHex(row.getString("id")),
                        new MemberId(row.getString("member")), Columns.moment(row, "begun_at"),
                        Columns.moment(row, "last_seen_at")))
                .findOne();
    }

    void insert(ConsoleSession session) {
        handle.execute("INSERT INTO member_sessions (id, member, begun_at, last_seen_at) VALUES (?, ?, ?, ?)",
                session.id().hex(), session.member().value(), session.begunAt().toEpochMilli(),
                session.lastSeenAt().toEpochMilli());
    }

    /// Another node may have noted a later use.
    void seen(SecretHash id, Instant at) {
        handle.execute("UPDATE member_sessions SET last_seen_at = ? WHERE id = ? AND last_seen_at < ?",
                at.toEpochMilli(), id.hex(), at.toEpochMilli());
    }

    boolean end(SecretHash id) {
        return handle.execute("DELETE FROM member_sessions WHERE id = ?", id.hex()) == 1;
    }

    void forgetOver(Instant now) {
        handle.execute("DELETE FROM member_sessions WHERE last_seen_at <= ? OR begun_at <= ?",
                now.minus(ConsoleSession.IDLE).toEpochMilli(), now.minus(ConsoleSession.LONGEST).toEpochMilli());
    }
}
