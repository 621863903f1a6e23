package dev.tollgate.store.token;

import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.account.Environment;
import dev.tollgate.domain.address.Cidr;
import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.paging.PageRequest;
import dev.tollgate.domain.secret.SecretHash;
import dev.tollgate.domain.token.ApiToken;
import dev.tollgate.domain.token.Scope;
import dev.tollgate.domain.token.TokenFilter;
import dev.tollgate.domain.token.TokenId;
import dev.tollgate.domain.token.TokenRepository.Presented;
import dev.tollgate.domain.token.TokenState;
import dev.tollgate.domain.token.TokenUse;
import dev.tollgate.store.database.Columns;
import dev.tollgate.store.database.Conditions;
import dev.tollgate.store.token.TokenSecretTable.Replaced;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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

    /// A token as the tables tell of it.
    ///
    /// @param replaced newest first
    record Row(ApiToken token, List<Replaced> replaced, Optional<TokenUse> lastUse) {}

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

    Optional<Row> find(AccountId account, Set<Environment> environments, TokenId id) {
        Conditions conditions = new Conditions().and("id = :id", "id", Optional.of(id.value()));
        return rows(conditions, account, environments, 1).stream().findFirst();
    }

    List<Row> list(AccountId account, Set<Environment> environments, TokenFilter filter, PageRequest page,
            int limit) {
        Conditions conditions = new Conditions().and("id < :before", "before", page.before());
        filter.state().ifPresent(state -> ofState(conditions, state, filter.now()));
        return rows(conditions, account, environments, limit);
    }

    /// As [dev.tollgate.domain.token.KeptToken#state] says it.
    private static void ofState(Conditions conditions, TokenState state, Instant now) {
        String unended = "(expires_at IS NULL OR expires_at > :now)";
        String rotating = "EXISTS (SELECT 1 FROM token_secrets s WHERE s.token = tokens.id AND s.valid_until > :now)";
        switch (state) {
            case ACTIVE -> unrevoked(conditions, unended + " AND NOT " + rotating, now);
            case ROTATING -> unrevoked(conditions, unended + " AND " + rotating, now);
            case EXPIRED -> unrevoked(conditions, "expires_at <= :now", now);
            case REVOKED -> conditions.and("revoked_at IS NOT NULL");
        }
    }

    private static void unrevoked(Conditions conditions, String condition, Instant now) {
        conditions.and("revoked_at IS NULL").and(condition, "now", Optional.of(now.toEpochMilli()));
    }

    private List<Row> rows(Conditions conditions, AccountId account, Set<Environment> environments, int limit) {
        conditions.and("account = :account", "account", Optional.of(account.value()));
        List<Row> rows = handle.createQuery("""
                SELECT id, account, name, environment, scopes, source_ips, hint, created_at, expires_at, revoked_at,
                    last_used_at, last_used_ip, version
                FROM tokens
                WHERE %s AND environment IN (<environments>)
                ORDER BY id DESC
                LIMIT :limit""".formatted(conditions.sql()))
                .bindMap(conditions.values())
                .bindList("environments", environments.stream().map(Columns::word).toList())
                .bind("limit", limit)
                .map((row, _) -> new Row(token(row), List.of(), use(row, "last_used_at", "last_used_ip")))
                .list();
        Map<String, List<Replaced>> replaced = new TokenSecretTable(handle)
                .replaced(rows.stream().map(row -> row.token().id().value()).toList());
        return rows.stream()
                .map(row -> new Row(row.token(), replaced.getOrDefault(row.token().id().value(), List.of()),
                        row.lastUse()))
                .toList();
    }

    /// The use that two columns tell of, if there was one.
    static Optional<TokenUse> use(ResultSet row, String at, String from) throws SQLException {
        Optional<Instant> moment = Columns.optionalMoment(row, at);
        return moment.isEmpty()
                ? Optional.empty()
                : Optional.of(new TokenUse(moment.get(), IpAddress.parse(row.getString(from)).orElseThrow()));
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
                .bind("scopes", scopes(token))
                .bind("sourceIps", sourceIps(token))
                .bind("hint", token.hint())
                .bind("createdAt", token.createdAt().toEpochMilli())
                .bind("expiresAt", token.expiresAt().map(Instant::toEpochMilli))
                .bind("revokedAt", token.revokedAt().map(Instant::toEpochMilli))
                .bind("version", token.version())
                .execute();
    }

    void update(ApiToken token) {
        handle.createUpdate("""
                UPDATE tokens
                SET name = :name, scopes = :scopes, source_ips = :sourceIps, hint = :hint, expires_at = :expiresAt,
                    revoked_at = :revokedAt, version = :version
                WHERE id = :id""")
                .bind("id", token.id().value())
                .bind("name", token.name())
                .bind("scopes", scopes(token))
                .bind("sourceIps", sourceIps(token))
                .bind("hint", token.hint())
                .bind("expiresAt", token.expiresAt().map(Instant::toEpochMilli))
                .bind("revokedAt", token.revokedAt().map(Instant::toEpochMilli))
                .bind("version", token.version())
                .execute();
    }

    private static String scopes(ApiToken token) {
        return token.scopes().stream().map(Scope::text).collect(Collectors.joining(" "));
    }

    private static String sourceIps(ApiToken token) {
        return token.sourceIps().stream().map(Cidr::toString).collect(Collectors.joining(" "));
    }

    /// Another node may have noted a later use.
    void used(TokenId id, TokenUse use) {
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
