package dev.tollgate.domain.account;

import dev.tollgate.domain.audit.Facts;
import java.time.Instant;
import java.util.Optional;

/// A tenant: owns tokens, sub-users and whitelists.
///
/// @param operator whether it runs this installation; the embedded default has one account, which does
/// @param plan the slug of its plan
/// @param version counts its changes, from 1
public record Account(
        AccountId id,
        String email,
        Optional<String> company,
        String plan,
        AccountStatus status,
        boolean operator,
        KycStatus kycStatus,
        Instant createdAt,
        long version) {
    /// What the audit log may say of it.
    public Facts facts() {
        return Facts.none().with("email", email).with("company", company).with("plan", plan).with("status", status)
                .with("operator", operator).with("kyc_status", kycStatus);
    }
}
