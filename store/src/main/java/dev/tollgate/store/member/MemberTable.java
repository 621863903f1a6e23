package dev.tollgate.store.member;

import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.login.PasswordHash;
import dev.tollgate.domain.member.EmailAddress;
import dev.tollgate.domain.member.Invitation;
import dev.tollgate.domain.member.Member;
import dev.tollgate.domain.member.Member.LastLogin;
import dev.tollgate.domain.member.MemberId;
import dev.tollgate.domain.member.Role;
import dev.tollgate.domain.paging.PageRequest;
import dev.tollgate.domain.secret.SecretHash;
import dev.tollgate.store.database.Columns;
import dev.tollgate.store.database.Conditions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterable;
import org.jdbi.v3.core.statement.Query;

/// The table `members`; whether a second factor is on is read from `second_factors`, and `member_sessions` is what ends with a
/// member.
public final class MemberTable {
    private static final String SELECT = """
            SELECT m.id, m.account, m.email, m.name, m.role, m.enabled, m.password_hash, m.last_login_at, m.last_login_ip,
                m.created_at, m.version, COALESCE(f.confirmed, FALSE) AS mfa
            FROM members m
            LEFT JOIN second_factors f ON f.member = m.id
            """;

    private final Handle handle;

    public MemberTable(Handle handle) {
        this.handle = handle;
    }

    public Optional<Member> find(MemberId id) {
        return members(handle.select(SELECT + "WHERE m.id = ?", id.value())).findOne();
    }

    Optional<Member> find(AccountId account, MemberId id) {
        return find(id).filter(member -> member.account().equals(account));
    }

    /// The member of an address, in whatever case, and the password.
    public Optional<WithPassword> findByEmail(String email) {
        return handle.select(SELECT + "WHERE m.folded_email = ?", EmailAddress.folded(email))
                .map((row, _) -> new WithPassword(member(row),
                        Columns.optionalText(row, "password_hash").map(PasswordHash::new)))
                .findOne();
    }

    /// @param password empty before the invitation was taken up
    public record WithPassword(Member member, Optional<PasswordHash> password) {}

    List<Member> list(AccountId account, PageRequest page, int limit) {
        Conditions conditions = new Conditions().and("m.account = :account", "account", Optional.of(account.value()))
                .and("m.id < :before", "before", page.before());
        return members(handle.createQuery(SELECT + "WHERE " + conditions.sql() + "\nORDER BY m.id DESC\nLIMIT :limit")
                .bindMap(conditions.values()).bind("limit", limit)).list();
    }

    List<Member> others(Member than) {
        return members(handle.select(SELECT + "WHERE m.account = ? AND m.id <> ?", than.account().value(),
                than.id().value())).list();
    }

    public boolean emailTaken(String email) {
        return handle.select("SELECT 1 FROM members WHERE folded_email = ?", EmailAddress.folded(email))
                .mapTo(Integer.class).findOne().isPresent();
    }

    public void insert(Member member) {
        handle.createUpdate("""
                INSERT INTO members (id, account, email, folded_email, name, role, enabled, created_at, version)
                VALUES (:id, :account, :email, :folded, :name, :role, :enabled, :createdAt, :version)""")
                .bind("id", member.id().value())
                .bind("account", member.account().value())
                .bind("email", member.email())
                .bind("folded", EmailAddress.folded(member.email()))
                .bind("name", member.name())
                .bind("role", Columns.word(member.role()))
                .bind("enabled", member.enabled())
                .bind("createdAt", member.createdAt().toEpochMilli())
                .bind("version", member.version())
                .execute();
    }

    void invite(MemberId id, Invitation invitation) {
        handle.execute("UPDATE members SET invitation = ?, invitation_until = ? WHERE id = ?",
                invitation.code().hex(), invitation.validUntil().toEpochMilli(), id.value());
    }

    /// The enabled member who may take up an invitation now.
    public Optional<Member> invited(SecretHash code, Instant now) {
        return members(handle.select(SELECT + "WHERE m.invitation = ? AND m.invitation_until > ? AND m.enabled",
                code.hex(), now.toEpochMilli())).findOne();
    }

    /// Gives a password to one who had none, and uses up the invitation.
    public void accept(Member member, PasswordHash password) {
        handle.execute(
                "UPDATE members SET password_hash = ?, invitation = NULL, invitation_until = NULL WHERE id = ?",
                password.text(), member.id().value());
        update(member);
    }

    void update(Member member) {
        handle.createUpdate("""
                UPDATE members
                SET name = :name, role = :role, enabled = :enabled, version = :version
                WHERE id = :id""")
                .bind("id", member.id().value())
                .bind("name", member.name())
                .bind("role", Columns.word(member.role()))
                .bind("enabled", member.enabled())
                .bind("version", member.version())
                .execute();
    }

    public void countVersion(MemberId id) {
        handle.execute("UPDATE members SET version = version + 1 WHERE id = ?", id.value());
    }

    public void loggedIn(MemberId id, LastLogin login) {
        handle.execute("UPDATE members SET last_login_at = ?, last_login_ip = ? WHERE id = ?",
                login.at().toEpochMilli(), login.from().toString(), id.value());
    }

    void endSessions(MemberId id) {
        handle.execute("DELETE FROM member_sessions WHERE member = ?", id.value());
    }

    /// With what hangs on it: sessions, second factor, recovery codes.
    void delete(MemberId id) {
        handle.execute("DELETE FROM members WHERE id = ?", id.value());
    }

    private static ResultIterable<Member> members(Query query) {
        return query.map((row, _) -> member(row));
    }

    private static Member member(ResultSet row) throws SQLException {
        Optional<Instant> lastLoginAt = Columns.optionalMoment(row, "last_login_at");
        Optional<LastLogin> lastLogin = lastLoginAt.isPresent()
                ? Optional.of(new LastLogin(lastLoginAt.get(), IpAddress.parse(row.getString("last_login_ip"))
                        .orElseThrow()))
                : Optional.empty();
        return new Member(new MemberId(row.getString("id")), new AccountId(row.getString("account")),
                row.getString("email"), Columns.optionalText(row, "name"), Columns.constant(Role.class, row, "role"),
                Columns.optionalText(row, "password_hash").isPresent(), row.getBoolean("enabled"),
                row.getBoolean("mfa"), lastLogin, Columns.moment(row, "created_at"), row.getLong("version"));
    }
}
