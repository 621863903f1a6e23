package dev.tollgate.domain.whitelist;

import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.account.Environment;
import dev.tollgate.domain.address.Cidr;
import dev.tollgate.domain.audit.Facts;
import dev.tollgate.domain.subuser.Product;
import dev.tollgate.domain.subuser.SubUserId;
import java.time.Instant;
import java.util.Optional;

/// A source range that may use one sub-user's one product (A§5).
///
/// @param label what the account calls it
/// @param defaultUsername the whole proxy username of a client from here that sends no credentials
/// @param version counts its changes, from 1
public record WhitelistEntry(
        WhitelistEntryId id,
        AccountId account,
        Environment environment,
        SubUserId subUser,
        Product product,
        Cidr range,
        Optional<String> label,
        Optional<String> defaultUsername,
        Instant createdAt,
        long version) {
    /// Entries of one sub-user and product.
    public static final int MAX_PER_LIST = 50;

    public WhitelistEntry with(Optional<String> label, Optional<String> defaultUsername) {
        return new WhitelistEntry(id, account, environment, subUser, product, range, label, defaultUsername, createdAt,
                version);
    }

    /// As it stands after one more change.
    public WhitelistEntry changed() {
        return new WhitelistEntry(id, account, environment, subUser, product, range, label, defaultUsername, createdAt,
                version + 1);
    }

    /// What the audit log may say of it.
    public Facts facts() {
        return Facts.none().with("subuser", subUser.value()).with("product", product.slug())
                .with("ip", range.toString()).with("label", label).with("default_username", defaultUsername);
    }
}
