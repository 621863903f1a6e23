package dev.tollgate.domain.member;

import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.audit.Facts;
import java.time.Instant;
import java.util.Optional;

/// A person with access to the console, without password and second factor (A§3).
///
/// @param email whom to sign in as; unique in the installation, whatever the case of its letters
/// @param accepted whether the invitation was taken up, so that there is a password
/// @param enabled whether the member may sign in
/// @param mfa whether a second factor is asked for at login
/// @param lastLogin empty before the first
/// @param version counts its changes, from 1; logins do not count
public record Member(
        MemberId id,
        AccountId account,
        String email,
        Optional<String> name,
        Role role,
        boolean accepted,
        boolean enabled,
        boolean mfa,
        Optional<LastLogin> lastLogin,
        Instant createdAt,
        long version) {

    /// When and from where a member signed in.
    public record LastLogin(Instant at, IpAddress from) {}

    /// One who was invited and has no password yet.
    public static Member invited(MemberId id, AccountId account, String email, Optional<String> name, Role role,
            Instant now) {
        return new Member(id, account, email, name, role, false, true, false, Optional.empty(), now, 1);
    }

    /// What may be said of the member in the audit log.
    public Facts facts() {
        return Facts.none().with("email", email).with("name", name).with("role", role).with("status", status())
                .with("mfa", mfa);
    }

    public MemberStatus status() {
        if (!enabled) {
            return MemberStatus.DISABLED;
        }
        return accepted ? MemberStatus.ACTIVE : MemberStatus.INVITED;
    }

    /// Whether it is one who can sign in as the account's owner.
    public boolean activeOwner() {
        return role == Role.OWNER && status() == MemberStatus.ACTIVE;
    }

    public Member with(Optional<String> newName, Role newRole, boolean nowEnabled) {
        return new Member(id, account, email, newName, newRole, accepted, nowEnabled, mfa, lastLogin, createdAt,
                version);
    }

    /// With a password from now on.
    public Member accepting() {
        return new Member(id, account, email, name, role, true, enabled, mfa, lastLogin, createdAt, version);
    }

    public Member withMfa(boolean on) {
        return new Member(id, account, email, name, role, accepted, enabled, on, lastLogin, createdAt, version);
    }

    public Member loggedIn(LastLogin login) {
        return new Member(id, account, email, name, role, accepted, enabled, mfa, Optional.of(login), createdAt,
                version);
    }

    /// With the next version.
    public Member changed() {
        return new Member(id, account, email, name, role, accepted, enabled, mfa, lastLogin, createdAt, version + 1);
    }
}
