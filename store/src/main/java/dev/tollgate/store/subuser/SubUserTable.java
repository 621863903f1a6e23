package dev.tollgate.store.subuser;

import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.account.Environment;
import dev.tollgate.domain.paging.PageRequest;
import dev.tollgate.domain.subuser.Product;
import dev.tollgate.domain.subuser.SubUser;
import dev.tollgate.domain.subuser.SubUserFilter;
import dev.tollgate.domain.subuser.SubUserId;
import dev.tollgate.store.database.Columns;
import dev.tollgate.store.database.Conditions;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/// The table `sub_users`, tombstones included, with each sub-user's rows of `replaced_passwords`.
///
/// Every row carries the revision at which it or its lists last changed.
public final class SubUserTable {
    private final Handle handle;
    private final ReplacedPasswordTable passwords;

    public SubUserTable(Handle handle) {
        this.handle = handle;
        this.passwords = new ReplacedPasswordTable(handle);
    }

    Optional<SubUser> find(AccountId account, Environment environment, SubUserId id) {
        return living(new Conditions().and("id = :id", "id", Optional.of(id.value())), account, environment, 1).stream()
                .findFirst();
    }

    Optional<SubUser> findByName(AccountId account, Environment environment, String name) {
        return living(new Conditions().and("name = :name", "name", Optional.of(name)), account, environment, 1).stream()
                .findFirst();
    }

    List<SubUser> list(AccountId account, Environment environment, SubUserFilter filter, PageRequest page, int limit) {
        Conditions conditions = new Conditions()
                .and("',' || products || ',' LIKE :product", "product",
                        filter.product().map(product -> "%," + product.slug() + ",%"))
                .and("status = :status", "status", filter.status().map(Columns::word))
                .and("label LIKE :label ESCAPE '!'", "label", filter.labelContains().map(Conditions::anywhere))
                .and("name = :name", "name", filter.name())
                .and("(label LIKE :query ESCAPE '!' OR name LIKE :query ESCAPE '!')", "query",
                        filter.query().map(Conditions::anywhere))
                .and("id < :before", "before", page.before());
        return living(conditions, account, environment, limit);
    }

    private List<SubUser> living(Conditions conditions, AccountId account, Environment environment, int limit) {
        conditions.and("account = :account", "account", Optional.of(account.value()))
                .and("environment = :environment", "environment", Optional.of(Columns.word(environment)));
        return passwords.attach(handle.createQuery("""
                SELECT id, account, environment, name, label, products, status, concurrent_max, rps_max, auth_mode,
                    require_tls, session_strict, password_hash, created_at, updated_at, version
                FROM sub_users
                WHERE deleted_at IS NULL AND %s
                ORDER BY id DESC
                LIMIT :limit""".formatted(conditions.sql()))
                .bindMap(conditions.values())
                .bind("limit", limit)
                .map((row, _) -> SubUserRow.read(row))
                .list());
    }

    public boolean lives(AccountId account, Environment environment, SubUserId id) {
        return handle.select("""
                SELECT 1
                FROM sub_users
                WHERE id = ? AND account = ? AND environment = ? AND deleted_at IS NULL""",
                id.value(), account.value(), Columns.word(environment)).mapTo(Integer.class).findOne().isPresent();
    }

    int countLiving(AccountId account, Environment environment) {
        return handle.select("""
                SELECT COUNT(*)
                FROM sub_users
                WHERE account = ? AND environment = ? AND deleted_at IS NULL""",
                account.value(), Columns.word(environment)).mapTo(Integer.class).one();
    }

    boolean labelTaken(AccountId account, Environment environment, String label) {
        return handle.select("""
                SELECT 1
                FROM sub_users
                WHERE account = ? AND environment = ? AND label = ? AND deleted_at IS NULL""",
                account.value(), Columns.word(environment), label).mapTo(Integer.class).findOne().isPresent();
    }

    void insert(SubUser subUser, long revision) {
        bound(subUser, revision, handle.createUpdate("""
                INSERT INTO sub_users (id, account, environment, name, label, products, status, concurrent_max, rps_max,
                    auth_mode, require_tls, session_strict, password_hash, created_at, updated_at, version, revision)
                VALUES (:id, :account, :environment, :name, :label, :products, :status, :concurrentMax, :rpsMax,
                    :authMode, :requireTls, :sessionStrict, :passwordHash, :createdAt, :updatedAt, :version, :revision)
                """))
                .bind("account", subUser.account().value())
                .bind("environment", Columns.word(subUser.environment()))
                .bind("name", subUser.name())
                .bind("products", products(subUser.products()))
                .bind("createdAt", subUser.createdAt().toEpochMilli())
                .execute();
        passwords.replace(subUser.id(), subUser.passwords().replaced());
    }

    void update(SubUser subUser, long revision) {
        bound(subUser, revision, handle.createUpdate("""
                UPDATE sub_users
                SET label = :label, status = :status, concurrent_max = :concurrentMax, rps_max = :rpsMax,
                    auth_mode = :authMode, require_tls = :requireTls, session_strict = :sessionStrict,
                    password_hash = :passwordHash, updated_at = :updatedAt, version = :version, revision = :revision
                WHERE id = :id""")).execute();
        passwords.replace(subUser.id(), subUser.passwords().replaced());
    }

    void bury(SubUserId id, Instant now, long revision) {
        handle.execute("UPDATE sub_users SET deleted_at = ?, revision = ? WHERE id = ?", now.toEpochMilli(), revision,
                id.value());
    }

    /// Has the data plane told of this sub-user, whose lists changed.
    public void touch(SubUserId id, long revision) {
        handle.execute("UPDATE sub_users SET revision = ? WHERE id = ?", revision, id.value());
    }

    private static Update bound(SubUser subUser, long revision, Update update) {
        return update.bind("id", subUser.id().value())
                .bind("label", subUser.label())
                .bind("status", Columns.word(subUser.status()))
                .bind("concurrentMax", subUser.concurrentMax())
                .bind("rpsMax", subUser.rpsMax())
                .bind("authMode", Columns.word(subUser.authMode()))
                .bind("requireTls", subUser.requireTls())
                .bind("sessionStrict", subUser.sessionStrict())
                .bind("passwordHash", subUser.passwords().current().hex())
                .bind("updatedAt", subUser.updatedAt().toEpochMilli())
                .bind("version", subUser.version())
                .bind("revision", revision);
    }

    /// Reads the column `products`: in the order given, separated by commas.
    public static Set<Product> products(String text) {
        return Arrays.stream(text.split(",", -1)).map(word -> Product.bySlug(word).orElseThrow())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static String products(Collection<Product> products) {
        return products.stream().map(Product::slug).collect(Collectors.joining(","));
    }
}
