package dev.tollgate.store.account;

import dev.tollgate.domain.account.Account;
import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.account.AccountStatus;
import dev.tollgate.domain.account.KycStatus;
import dev.tollgate.store.database.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/// The table `accounts`.
final class AccountTable {
    private static final String SELECT = """
            SELECT id, email, company, plan, status, operator, kyc_status, created_at, version
            FROM accounts
            """;

    private final Handle handle;

    AccountTable(Handle handle) {
        this.handle = handle;
    }

    Optional<Account> find(AccountId id) {
        return handle.select(SELECT + "WHERE id = ?", id.value()).map((row, _) -> account(row)).findOne();
    }

    Optional<Account> operator() {
        return handle.select(SELECT + "WHERE operator").map((row, _) -> account(row)).findOne();
    }

    /// Whether another account than `id` has the address.
    boolean emailTaken(String email, AccountId id) {
        return handle.select("SELECT 1 FROM accounts WHERE email = ? AND id <> ?", email, id.value()).mapTo(
                Integer.class)
                .findOne().isPresent();
    }

    void insert(Account account) {
        bound(account, handle.createUpdate("""
                INSERT INTO accounts (id, email, company, plan, status, operator, kyc_status, created_at, version)
                VALUES (:id, :email, :company, :plan, :status, :operator, :kyc, :createdAt, :version)"""))
                .bind("operator", account.operator())
                .bind("createdAt", account.createdAt().toEpochMilli())
                .execute();
    }

    void update(Account account) {
        bound(account, handle.createUpdate("""
                UPDATE accounts
                SET email = :email, company = :company, plan = :plan, status = :status, kyc_status = :kyc,
                    version = :version
                WHERE id = :id""")).execute();
    }

    private static Update bound(Account account, Update update) {
        return update.bind("id", account.id().value())
                .bind("email", account.email())
                .bind("company", account.company())
                .bind("plan", account.plan())
                .bind("status", Columns.word(account.status()))
                .bind("kyc", Columns.word(account.kycStatus()))
                .bind("version", account.version());
    }

    private static Account account(ResultSet row) throws SQLException {
        return new Account(new AccountId(row.getString("id")), row.getString("email"),
                Columns.optionalText(row, "company"), row.getString("plan"),
                Columns.constant(AccountStatus.class, row, "status"), row.getBoolean("operator"),
                Columns.constant(KycStatus.class, row, "kyc_status"), Columns.moment(row, "created_at"),
                row.getLong("version"));
    }
}
