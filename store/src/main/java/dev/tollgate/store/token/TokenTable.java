package dev.tollgate.store.token;

import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.account.Environment;
import dev.tollgate.domain.address.Cidr;
import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.secret.SecretHash;
import dev.tollgate.domain.token.ApiToken;
import dev.tollgate.domain.token.Scope;
import dev.tollgate.domain.token.TokenId;
import dev.tollgate.domain.token.TokenRepository.Presented;
import dev.tollgate.domain.token.TokenRepository.Use;
import dev.tollgate.store.database.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/// The table `tokens`, joined with `token_secrets` where a token is asked for by its secret.
final class TokenTable {
    private final Handle handle;

    TokenTable(Handle handle) {
        this.handle = handle;
    }

    Optional<Presented> findBySecret(SecretHash secret) {
        return handle.select(
                """
                        SELECT t.id, t.account, t.name, t.environment, t.scopes, t.source_ips, t.hint, t.created_at, t.expires_at,
                            t.revoked_at, t.version, s.valid_until
                        FROM token_secrets s
                        JOIN tokens t ON t.id = s.token
                        WHERE s.hash = ?""",
                secret.hex())
                .map((row, _) -> new Presented(token(row), Columns.optionalMoment(row, "valid_until"))).findOne();
    }

    boolean any(AccountId account) {
        return handle.select("SELECT 1 FROM tokens WHERE account = ? LIMIT 1", account.value()).mapTo(Integer.class)
                .findOne().isPresent();
    }

    Optional<Use> lastUse(TokenId id) {
        return handle.select("SELECT last_used_at, last_used_ip FROM tokens WHERE id = ? AND last_used_at IS NOT NULL",
                id.value())
                .map((row, _) -> new Use(Columns.moment(row, "last_used_at"),
                        IpAddress.parse(row.getString("last_used_ip")).orElseThrow()))
                .findOne();
    }

    void insert(ApiToken token) {
        handle.createUpdate("""
                INSERT INTO tokens (id, account, name, environment, scopes, source_ips, hint, created_at, expires_at,
                    revoked_at, version)
                VALUES (:id, :account, :name, :environment, :scopes, :sourceIps, :hint, :createdAt, :expiresAt,
                    :revokedAt, :version)""")
                .bind("id", token.id().value())
                .bind("account", token.account().value())
                .bind("name", token.name())
                .bind("environment", Columns.word(token.environment()))
                .bind("scopes", token.scopes().stream().map(Scope::text).collect(Collectors.joining(" ")))
                .bind("sourceIps", token.sourceIps().stream().map(Cidr::toString).collect(Collectors.joining(" ")))
                .bind("hint", token.hint())
                .bind("createdAt", token.createdAt().toEpochMilli())
                .bind("expiresAt", token.expiresAt().map(Instant::toEpochMilli))
                .bind("revokedAt", token.revokedAt().map(Instant::toEpochMilli))
                .bind("version", token.version())
                .execute();
    }

    /// Another node may have noted a later use.
    void used(TokenId id, Use use) {
        handle.execute("""
                UPDATE tokens
                SET last_used_at = ?, last_used_ip = ?
                WHERE id = ? AND (last_used_at IS NULL OR last_used_at < ?)""",
                use.at().toEpochMilli(), use.from().toString(), id.value(), use.at().toEpochMilli());
    }

    private static ApiToken token(ResultSet row) throws SQLException {
        Set<Scope> scopes = words(row.getString("scopes"), Scope::byText).collect(
                Collectors.toCollection(LinkedHashSet::new));
        List<Cidr> sourceIps = words(row.getString("source_ips"), Cidr::parse).toList();
        return new ApiToken(new TokenId(row.getString("id")), new AccountId(row.getString("account")),
                row.getString("name"), Columns.constant(Environment.class, row, "environment"), scopes, sourceIps,
                row.getString("hint"), Columns.moment(row, "created_at"), Columns.optionalMoment(row, "expires_at"),
                Columns.optionalMoment(row, "revoked_at"), row.getLong("version"));
    }

    private static <T> Stream<T> words(String text, Function<String, Optional<T>> reading) {
        return Arrays.stream(text.split(" ", -1)).filter(word -> !word.isEmpty())
                .map(word -> reading.apply(word).orElseThrow());
    }
}
