package dev.tollgate.domain.token;

import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.account.Environment;
import dev.tollgate.domain.address.Cidr;
import dev.tollgate.domain.audit.Facts;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A token of the API, without the secret it is presented with (A§2).
///
/// @param sourceIps ranges it may be used from; empty is anywhere
/// @param hint the prefix and the last four characters of the secret, to recognise it by
/// @param expiresAt the first moment at which it no longer works
/// @param revokedAt when it was revoked
/// @param version counts its changes, from 1
public record ApiToken(
        TokenId id,
        AccountId account,
        String name,
        Environment environment,
        Set<Scope> scopes,
        List<Cidr> sourceIps,
        String hint,
        Instant createdAt,
        Optional<Instant> expiresAt,
        Optional<Instant> revokedAt,
        long version) {
    public ApiToken {
        scopes = Collections.unmodifiableSet(new LinkedHashSet<>(scopes));
        sourceIps = List.copyOf(sourceIps);
    }

    /// Whether it may do what any of `needed` permits.
    public boolean mayAny(Set<Scope> needed) {
        return Scope.anySatisfied(needed, scopes);
    }

    /// Whether it was revoked, which is for good.
    public boolean revoked() {
        return revokedAt.isPresent();
    }

    /// Whether its own end has passed.
    public boolean expired(Instant now) {
        return expiresAt.isPresent() && !now.isBefore(expiresAt.get());
    }

    public ApiToken with(String name, Set<Scope> scopes, List<Cidr> sourceIps, Optional<Instant> expiresAt) {
        return new ApiToken(id, account, name, environment, scopes, sourceIps, hint, createdAt, expiresAt, revokedAt,
                version);
    }

    /// With another secret, of which this is the hint.
    public ApiToken withHint(String hint) {
        return new ApiToken(id, account, name, environment, scopes, sourceIps, hint, createdAt, expiresAt, revokedAt,
                version);
    }

    /// Revoked; at the first time, if it was before.
    public ApiToken revoke(Instant at) {
        return revoked()
                ? this
                : new ApiToken(id, account, name, environment, scopes, sourceIps, hint, createdAt, expiresAt,
                        Optional.of(at), version);
    }

    /// The same after one more change.
    public ApiToken changed() {
        return new ApiToken(id, account, name, environment, scopes, sourceIps, hint, createdAt, expiresAt, revokedAt,
                version + 1);
    }

    /// What the audit log may say of it.
    public Facts facts() {
        return Facts.none().with("name", name).with("environment", environment)
                .with("scopes", scopes.stream().map(Scope::text).toList())
                .with("source_ips", sourceIps.stream().map(Cidr::toString).toList()).with("hint", hint)
                .with("expires_at", expiresAt.map(Facts::time)).with("revoked_at", revokedAt.map(Facts::time));
    }
}
