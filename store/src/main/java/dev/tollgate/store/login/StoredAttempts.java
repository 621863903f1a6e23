package dev.tollgate.store.login;

import dev.tollgate.domain.login.AttemptRepository;
import dev.tollgate.store.database.Database;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// Attempts to sign in. Thread-safe. Bounded by what can be attempted in the window.
public final class StoredAttempts implements AttemptRepository {
    private final Database database;

    public StoredAttempts(Database database) {
        this.database = database;
    }

    @Override
    public Begun begin(String id, String subject, Instant now) {
        return database.write(handle -> {
            handle.execute("DELETE FROM login_attempts WHERE begun_at <= ?", now.minus(WINDOW).toEpochMilli());
            List<Long> latest = latest(handle, subject);
            if (latest.size() == MOST) {
                return new Begun.Exhausted(Instant.ofEpochMilli(latest.getLast()).plus(WINDOW));
            }
            handle.execute("INSERT INTO login_attempts (id, subject, begun_at) VALUES (?, ?, ?)", id, subject,
                    now.toEpochMilli());
            return new Begun.Allowed();
        });
    }

    private static List<Long> latest(Handle handle, String subject) {
        return handle.select("""
                SELECT begun_at
                FROM login_attempts
                WHERE subject = ?
                ORDER BY begun_at DESC
                LIMIT ?""", subject, MOST).mapTo(Long.class).list();
    }

    @Override
    public void forgive(String id) {
        database.write(handle -> handle.execute("DELETE FROM login_attempts WHERE id = ?", id));
    }
}
