package dev.tollgate.store.token;

import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.account.Environment;
import dev.tollgate.domain.audit.Facts;
import dev.tollgate.domain.event.Event;
import dev.tollgate.domain.event.EventType;
import dev.tollgate.domain.secret.SecretHash;
import dev.tollgate.domain.token.ReplacedSecret;
import dev.tollgate.domain.token.TokenId;
import dev.tollgate.domain.token.TokenUse;
import dev.tollgate.domain.token.TokenUses;
import dev.tollgate.store.database.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The table `token_secrets`: the hash of each secret a token has or had, and who used those it had.
final class TokenSecretTable {
    private final Handle handle;

    TokenSecretTable(Handle handle) {
        this.handle = handle;
    }

    /// A replaced secret with its hash, by which what is not written yet is known.
    record Replaced(SecretHash hash, ReplacedSecret secret) {}

    void insertCurrent(TokenId token, SecretHash secret) {
        handle.execute("""
                INSERT INTO token_secrets (hash, token, number)
                VALUES (?, ?, (SELECT COALESCE(MAX(number), 0) + 1 FROM token_secrets WHERE token = ?))""",
                secret.hex(), token.value(), token.value());
    }

    /// The current secret works for its grace more; of those in their grace the oldest end, if they are too many.
    void replaceCurrent(TokenId token, Instant now) {
        handle.createUpdate("""
                UPDATE token_secrets
                SET valid_until = :now
                WHERE token = :token AND valid_until > :now AND hash NOT IN (
                    SELECT hash
                    FROM token_secrets
                    WHERE token = :token AND valid_until > :now
                    ORDER BY number DESC
                    LIMIT :others)""")
                .bind("now", now.toEpochMilli())
                .bind("token", token.value())
                .bind("others", ReplacedSecret.MOST - 1)
                .execute();
        handle.createUpdate("""
                UPDATE token_secrets
                SET valid_until = :until, replaced_at = :now
                WHERE token = :token AND valid_until IS NULL""")
                .bind("until", now.plus(ReplacedSecret.GRACE).toEpochMilli())
                .bind("now", now.toEpochMilli())
                .bind("token", token.value())
                .execute();
    }

    /// The replaced secrets of each token, newest first, in one query for all.
    Map<String, List<Replaced>> replaced(List<String> tokens) {
        Map<String, List<Replaced>> replaced = new HashMap<>();
        if (tokens.isEmpty()) {
            return replaced;
        }
        handle.createQuery("""
                SELECT token, hash, replaced_at, valid_until, old_uses, old_last_at, old_last_ip, late_uses, late_last_at,
                    late_last_ip
                FROM token_secrets
                WHERE token IN (<tokens>) AND valid_until IS NOT NULL
                ORDER BY token, number DESC""")
                .bindList("tokens", tokens)
                .map((row, _) -> Map.entry(row.getString("token"), replaced(row)))
                .forEach(one -> replaced.computeIfAbsent(one.getKey(), _ -> new ArrayList<>()).add(one.getValue()));
        return replaced;
    }

    private static Replaced replaced(ResultSet row) throws SQLException {
        return new Replaced(SecretHash.ofHex(row.getString("hash")),
                new ReplacedSecret(Columns.moment(row, "replaced_at"), Columns.moment(row, "valid_until"),
                        uses(row, "old"), uses(row, "late")));
    }

    private static TokenUses uses(ResultSet row, String stage) throws SQLException {
        return new TokenUses(row.getLong(stage + "_uses"),
                TokenTable.use(row, stage + "_last_at", stage + "_last_ip"));
    }

    /// Adds what this node has seen to what others have.
    ///
    /// @return what is to be told of it: that somebody goes on with the secret after its end, once for each secret
    Optional<Event> count(SecretHash secret, UsesOfSecret uses) {
        Optional<Event> told = uses.late().latest().flatMap(late -> firstLateUse(secret, late));
        count(secret, "old", uses.inGrace());
        count(secret, "late", uses.late());
        return told;
    }

    private Optional<Event> firstLateUse(SecretHash secret, TokenUse late) {
        return handle.select("""
                SELECT t.id, t.account, t.environment
                FROM token_secrets s
                JOIN tokens t ON t.id = s.token
                WHERE s.hash = ? AND s.late_uses = 0""", secret.hex())
                .map((row, _) -> new Event(EventType.TOKEN_OLD_TOKEN_LATE, new AccountId(row.getString("account")),
                        Columns.constant(Environment.class, row, "environment"),
                        Facts.none().with("token", row.getString("id")).with("late_last_at", late.at())
                                .with("late_last_ip", late.from().toString())))
                .findOne();
    }

    /// @param stage begins the names of the columns
    private void count(SecretHash secret, String stage, TokenUses uses) {
        uses.latest().ifPresent(latest -> handle.createUpdate("""
                UPDATE token_secrets
                SET <stage>_uses = <stage>_uses + :count,
                    <stage>_last_ip = CASE WHEN COALESCE(<stage>_last_at, 0) < :at THEN :from ELSE <stage>_last_ip END,
                    <stage>_last_at = CASE WHEN COALESCE(<stage>_last_at, 0) < :at THEN :at ELSE <stage>_last_at END
                WHERE hash = :hash""")
                .define("stage", stage)
                .bind("count", uses.count())
                .bind("at", latest.at().toEpochMilli())
                .bind("from", latest.from().toString())
                .bind("hash", secret.hex())
                .execute());
    }
}
