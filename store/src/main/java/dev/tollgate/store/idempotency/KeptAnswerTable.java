package dev.tollgate.store.idempotency;

import dev.tollgate.domain.idempotency.AnswerRepository;
import dev.tollgate.domain.idempotency.Attempt;
import dev.tollgate.domain.idempotency.KeptAnswer;
import dev.tollgate.domain.secret.SecretHash;
import dev.tollgate.store.database.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// The table `kept_answers`.
final class KeptAnswerTable {
    private final Handle handle;

    KeptAnswerTable(Handle handle) {
        this.handle = handle;
    }

    /// A row that is not too old to count.
    ///
    /// @param answer empty while the attempt is under way
    record Row(SecretHash content, Instant leaseUntil, Optional<KeptAnswer> answer) {}

    Optional<Row> find(SecretHash name, Instant now) {
        return handle.select("""
                SELECT content, lease_until, status, headers, body
                FROM kept_answers
                WHERE name = ? AND begun_at > ?""", name.hex(), now.minus(AnswerRepository.KEPT).toEpochMilli())
                .map((row, _) -> new Row(SecretHash.ofHex(row.getString("content")),
                        Columns.moment(row, "lease_until"), answer(row)))
                .findOne();
    }

    private static Optional<KeptAnswer> answer(ResultSet row) throws SQLException {
        int status = row.getInt("status");
        return row.wasNull()
                ? Optional.empty()
                : Optional.of(new KeptAnswer(status, headers(row.getString("headers")), row.getString("body")));
    }

    /// One line each, `name: value`.
    private static Map<String, String> headers(String text) {
        return text.lines().map(line -> line.split(": ", 2)).collect(Collectors.toMap(parts -> parts[0],
                parts -> parts[1]));
    }

    private static String text(Map<String, String> headers) {
        return headers.entrySet().stream().map(header -> header.getKey() + ": " + header.getValue())
                .collect(Collectors.joining("\n"));
    }

    /// In the place of an older one of the same name, if there is one.
    void begin(Attempt attempt, Instant now) {
        handle.createUpdate("""
                INSERT INTO kept_answers (name, content, owner, begun_at, lease_until)
                VALUES (:name, :content, :owner, :now, :leaseUntil)
                ON CONFLICT (name) DO UPDATE
                SET content = :content, owner = :owner, begun_at = :now, lease_until = :leaseUntil, status = NULL,
                    headers = NULL, body = NULL""")
                .bind("name", attempt.name().hex())
                .bind("content", attempt.content().hex())
                .bind("owner", attempt.by().value())
                .bind("now", now.toEpochMilli())
                .bind("leaseUntil", now.plus(AnswerRepository.LEASE).toEpochMilli())
                .execute();
    }

    /// @return whether the attempt was still its request's own
    boolean answer(Attempt attempt, KeptAnswer answer) {
        return handle.createUpdate("""
                UPDATE kept_answers
                SET status = :status, headers = :headers, body = :body
                WHERE name = :name AND owner = :owner AND status IS NULL""")
                .bind("name", attempt.name().hex())
                .bind("owner", attempt.by().value())
                .bind("status", answer.status())
                .bind("headers", text(answer.headers()))
                .bind("body", answer.body())
                .execute() > 0;
    }

    /// @return whether the attempt was still its request's own
    boolean forget(Attempt attempt) {
        return handle.execute("DELETE FROM kept_answers WHERE name = ? AND owner = ? AND status IS NULL",
                attempt.name().hex(), attempt.by().value()) > 0;
    }

    int forgetBegunBefore(Instant end, int most) {
        return handle.execute("""
                DELETE FROM kept_answers
                WHERE name IN (SELECT name FROM kept_answers WHERE begun_at <= ? ORDER BY begun_at LIMIT ?)""",
                end.toEpochMilli(), most);
    }
}
