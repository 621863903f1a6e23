package dev.tollgate.store.account;

import dev.tollgate.domain.account.Account;
import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.account.AccountStatus;
import dev.tollgate.domain.account.KycStatus;
import dev.tollgate.domain.account.Language;
import dev.tollgate.domain.account.Preferences;
import dev.tollgate.domain.account.Volumes;
import dev.tollgate.domain.amount.Usd;
import dev.tollgate.domain.amount.Volume;
import dev.tollgate.domain.paging.PageRequest;
import dev.tollgate.store.database.Columns;
import dev.tollgate.store.database.Revision;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/// The table `accounts`. Every row carries the revision of its last change, or of its plan's, that the data plane must see.
public final class AccountTable {
    private static final String SELECT = """
            SELECT id, email, company, plan, status, suspension_reason, operator, kyc_status, language, timezone,
                balance_micros, residential_bytes, mobile_bytes, created_at, version
            FROM accounts
            """;

    private final Handle handle;

    public AccountTable(Handle handle) {
        this.handle = handle;
    }

    public Optional<Account> find(AccountId id) {
        return handle.select(SELECT + "WHERE id = ?", id.value()).map((row, _) -> account(row)).findOne();
    }

    Optional<Account> operator() {
        return handle.select(SELECT + "WHERE operator").map((row, _) -> account(row)).findOne();
    }

    List<Account> list(PageRequest page, int limit) {
        return handle.createQuery(SELECT + "WHERE id < :before ORDER BY id DESC LIMIT :limit")
                // Behind every id, so that the first page begins with the newest.
                .bind("before", page.before().orElse("~"))
                .bind("limit", limit)
                .map((row, _) -> account(row)).list();
    }

    /// Whether another account has the address.
    boolean emailTaken(Account account) {
        return handle.select("SELECT 1 FROM accounts WHERE email_key = ? AND id <> ?", account.emailKey(),
                account.id().value()).mapTo(Integer.class).findOne().isPresent();
    }

    /// Written out here, since the package of plans builds on this one.
    boolean planMissing(String slug) {
        return handle.select("SELECT 1 FROM plans WHERE slug = ?", slug).mapTo(Integer.class).findOne().isEmpty();
    }

    /// Whether an account is on the plan.
    public boolean anyOn(String plan) {
        return handle.select("SELECT 1 FROM accounts WHERE plan = ? LIMIT 1", plan).mapTo(Integer.class).findOne()
                .isPresent();
    }

    /// Has the data plane told of each account on the plan.
    public void touchAllOn(String plan, long revision) {
        handle.execute("UPDATE accounts SET revision = ? WHERE plan = ?", revision, plan);
    }

    void insert(Account account) {
        bound(account, handle.createUpdate(
                """
                        INSERT INTO accounts (id, email, email_key, company, plan, status, suspension_reason, operator, kyc_status,
                            language, timezone, balance_micros, residential_bytes, mobile_bytes, created_at, version, revision)
                        VALUES (:id, :email, :emailKey, :company, :plan, :status, :reason, :operator, :kyc, :language, :timezone,
                            :balance, :residential, :mobile, :createdAt, :version, :revision)"""))
                .bind("operator", account.operator())
                .bind("createdAt", account.createdAt().toEpochMilli())
                .bind("revision", Revision.next(handle))
                .execute();
    }

    /// Writes what followed upon `before`.
    public void update(Account before, Account after) {
        bound(after, handle.createUpdate("""
                UPDATE accounts
                SET email = :email, email_key = :emailKey, company = :company, plan = :plan, status = :status,
                    suspension_reason = :reason, kyc_status = :kyc, language = :language, timezone = :timezone,
                    balance_micros = :balance, residential_bytes = :residential, mobile_bytes = :mobile,
                    version = :version
                WHERE id = :id""")).execute();
        if (after.servedUnlike(before)) {
            handle.execute("UPDATE accounts SET revision = ? WHERE id = ?", Revision.next(handle), after.id().value());
        }
    }

    private static Update bound(Account account, Update update) {
        return update.bind("id", account.id().value())
                .bind("email", account.email())
                .bind("emailKey", account.emailKey())
                .bind("company", account.company())
                .bind("plan", account.plan())
                .bind("status", Columns.word(account.status()))
                .bind("reason", account.suspensionReason())
                .bind("kyc", Columns.word(account.kycStatus()))
                .bind("language", account.preferences().language().tag())
                .bind("timezone", account.preferences().timezone().getId())
                .bind("balance", account.balance().micros())
                .bind("residential", account.volumes().residential().map(Volume::bytes))
                .bind("mobile", account.volumes().mobile().map(Volume::bytes))
                .bind("version", account.version());
    }

    private static Account account(ResultSet row) throws SQLException {
        return new Account(new AccountId(row.getString("id")), row.getString("email"),
                Columns.optionalText(row, "company"), row.getString("plan"),
                Columns.constant(AccountStatus.class, row, "status"), Columns.optionalText(row, "suspension_reason"),
                row.getBoolean("operator"), Columns.constant(KycStatus.class, row, "kyc_status"), preferences(row),
                new Usd(row.getLong("balance_micros")),
                new Volumes(volume(row, "residential_bytes"), volume(row, "mobile_bytes")),
                Columns.moment(row, "created_at"), row.getLong("version"));
    }

    private static Preferences preferences(ResultSet row) throws SQLException {
        return new Preferences(Language.byTag(row.getString("language")).orElseThrow(),
                ZoneId.of(row.getString("timezone")));
    }

    private static Optional<Volume> volume(ResultSet row, String column) throws SQLException {
        long bytes = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(new Volume(bytes));
    }
}
