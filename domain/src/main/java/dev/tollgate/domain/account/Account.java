package dev.tollgate.domain.account;

import dev.tollgate.domain.amount.Usd;
import dev.tollgate.domain.amount.Volume;
import dev.tollgate.domain.audit.Facts;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// A tenant: owns tokens, sub-users and whitelists.
///
/// @param email of its contact; unique, whatever its capitals
/// @param plan the slug of its plan
/// @param suspensionReason why it is suspended, if that was said
/// @param operator whether it runs this installation; the embedded default has one account, which does
/// @param balance what it has been credited and has not spent
/// @param version counts its changes, from 1
public record Account(
        AccountId id,
        String email,
        Optional<String> company,
        String plan,
        AccountStatus status,
        Optional<String> suspensionReason,
        boolean operator,
        KycStatus kycStatus,
        Preferences preferences,
        Usd balance,
        Volumes volumes,
        Instant createdAt,
        long version) {

    /// One as it begins: active, unverified, without money and with unlimited volume.
    public static Account opened(AccountId id, String email, Optional<String> company, String plan, boolean operator,
            Instant now) {
        return new Account(id, email, company, plan, AccountStatus.ACTIVE, Optional.empty(), operator,
                KycStatus.NOT_SUBMITTED, Preferences.USUAL, Usd.ZERO, Volumes.UNLIMITED, now, 1);
    }

    public Account withContact(String otherEmail, Optional<String> otherCompany) {
        return new Account(id, otherEmail, otherCompany, plan, status, suspensionReason, operator, kycStatus,
                preferences, balance, volumes, createdAt, version);
    }

    public Account withPreferences(Preferences other) {
        return new Account(id, email, company, plan, status, suspensionReason, operator, kycStatus, other, balance,
                volumes, createdAt, version);
    }

    public Account withPlan(String slug) {
        return new Account(id, email, company, slug, status, suspensionReason, operator, kycStatus, preferences,
                balance, volumes, createdAt, version);
    }

    /// Suspended, for a reason if there is one to say.
    public Account suspended(Optional<String> reason) {
        return standing(AccountStatus.SUSPENDED, reason);
    }

    public Account active() {
        return standing(AccountStatus.ACTIVE, Optional.empty());
    }

    private Account standing(AccountStatus other, Optional<String> reason) {
        return new Account(id, email, company, plan, other, reason, operator, kycStatus, preferences, balance, volumes,
                createdAt, version);
    }

    public Account withKycStatus(KycStatus other) {
        return new Account(id, email, company, plan, status, suspensionReason, operator, other, preferences, balance,
                volumes, createdAt, version);
    }

    public Account withVolumes(Volumes other) {
        return new Account(id, email, company, plan, status, suspensionReason, operator, kycStatus, preferences,
                balance, other, createdAt, version);
    }

    public Account withBalance(Usd other) {
        return new Account(id, email, company, plan, status, suspensionReason, operator, kycStatus, preferences, other,
                volumes, createdAt, version);
    }

    /// What the audit log may say of it.
    public Facts facts() {
        Facts volume = left(left(Facts.none(), "residential", volumes.residential()), "mobile", volumes.mobile());
        return Facts.none().with("email", email).with("company", company).with("plan", plan).with("status", status)
                .with("reason", suspensionReason).with("operator", operator).with("kyc_status", kycStatus)
                .with("locale", preferences.language().tag()).with("timezone", preferences.timezone().getId())
                .with("balance_usd", balance.dollars()).with("volume", volume);
    }

    private static Facts left(Facts facts, String product, Optional<Volume> volume) {
        return volume.map(some -> facts.with(product, some.gb())).orElseGet(() -> facts.with(product, Optional
                .empty()));
    }

    /// What makes its address unique: two that differ in capitals alone reach the same person.
    public String emailKey() {
        return email.toLowerCase(Locale.ROOT);
    }

    /// As it is after a change: what an account is and since when cannot be changed, and the version is counted up.
    public Account following(Account before) {
        return new Account(before.id, email, company, plan, status, suspensionReason, before.operator, kycStatus,
                preferences, balance, volumes, before.createdAt, before.version + 1);
    }

    /// Whether the data plane must know of the step from `before` to this.
    public boolean servedUnlike(Account before) {
        return status != before.status || kycStatus != before.kycStatus || !plan.equals(before.plan)
                || spent(volumes.residential()) != spent(before.volumes.residential())
                || spent(volumes.mobile()) != spent(before.volumes.mobile());
    }

    /// Whether the step from `before` to this used up the last of a volume.
    public boolean exhausts(Account before) {
        return spent(volumes.residential()) && !spent(before.volumes.residential())
                || spent(volumes.mobile()) && !spent(before.volumes.mobile());
    }

    private static boolean spent(Optional<Volume> volume) {
        return volume.isPresent() && volume.get().spent();
    }
}
