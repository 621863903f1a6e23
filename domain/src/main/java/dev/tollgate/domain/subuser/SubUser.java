package dev.tollgate.domain.subuser;

import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.account.Environment;
import dev.tollgate.domain.audit.Facts;
import dev.tollgate.domain.secret.SecretHash;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/// A sub-user as its account sees it (A§4.1). A change makes a new one; the repository counts its version up.
///
/// @param name its public name in proxy usernames, never chosen, never reissued
/// @param label unique among the account's living sub-users of the environment
/// @param products in the order they were given, never empty, never changed
/// @param concurrentMax 1–10000
/// @param rpsMax 1–10000 as stored; the plan may hold it lower at the gateway
/// @param version counts its changes, from 1; shown as the ETag
public record SubUser(
        SubUserId id,
        AccountId account,
        Environment environment,
        String name,
        String label,
        Set<Product> products,
        SubUserStatus status,
        int concurrentMax,
        int rpsMax,
        AuthMode authMode,
        boolean requireTls,
        boolean sessionStrict,
        Passwords passwords,
        Instant createdAt,
        Instant updatedAt,
        long version) {
    public SubUser {
        products = Collections.unmodifiableSet(new LinkedHashSet<>(products));
    }

    /// With what an operator may change about it.
    public SubUser with(String label, SubUserStatus status, int concurrentMax, int rpsMax, AuthMode authMode,
            boolean requireTls, boolean sessionStrict) {
        return new SubUser(id, account, environment, name, label, products, status, concurrentMax, rpsMax, authMode,
                requireTls, sessionStrict, passwords, createdAt, updatedAt, version);
    }

    /// With a new password, the old one in its grace.
    public SubUser rotatePassword(SecretHash next, Instant now) {
        return new SubUser(id, account, environment, name, label, products, status, concurrentMax, rpsMax, authMode,
                requireTls, sessionStrict, passwords.rotate(next, now), createdAt, updatedAt, version);
    }

    /// As it stands after one more change at `now`.
    public SubUser changed(Instant now) {
        return new SubUser(id, account, environment, name, label, products, status, concurrentMax, rpsMax, authMode,
                requireTls, sessionStrict, passwords, createdAt, now, version + 1);
    }

    /// What the audit log may say of it: nothing of its passwords.
    public Facts facts() {
        return Facts.none().with("name", name).with("label", label)
                .with("products", products.stream().map(Product::slug).toList()).with("status", status)
                .with("concurrent_max", concurrentMax).with("rps_max", rpsMax).with("auth_mode", authMode)
                .with("require_tls", requireTls).with("session_strict", sessionStrict);
    }
}
