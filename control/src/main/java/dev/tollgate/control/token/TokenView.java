package dev.tollgate.control.token;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tollgate.control.rotation.RotationView;
import dev.tollgate.control.route.Words;
import dev.tollgate.domain.address.Cidr;
import dev.tollgate.domain.secret.Secret;
import dev.tollgate.domain.token.ApiToken;
import dev.tollgate.domain.token.KeptToken;
import dev.tollgate.domain.token.Scope;
import dev.tollgate.domain.token.TokenRotation;
import dev.tollgate.domain.token.TokenUse;
import dev.tollgate.domain.token.TokenUses;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A token as the API shows it (A§2).
///
/// @param token the whole secret, only in the answer that made it
public record TokenView(
        String id,
        String name,
        String environment,
        List<String> scopes,
        List<String> sourceIps,
        String state,
        String hint,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> token,
        String createdAt,
        Optional<String> expiresAt,
        Optional<String> lastUsedAt,
        Optional<String> lastUsedIp,
        Optional<RotationView> rotation) {

    static TokenView of(KeptToken kept, Instant now) {
        return of(kept, now, Optional.empty());
    }

    /// @param secret to be shown this once
    static TokenView withSecret(KeptToken kept, Instant now, Secret secret) {
        return of(kept, now, Optional.of(secret.reveal()));
    }

    private static TokenView of(KeptToken kept, Instant now, Optional<String> secret) {
        ApiToken token = kept.token();
        return new TokenView(token.id().value(), token.name(), Words.of(token.environment()),
                token.scopes().stream().map(Scope::text).toList(),
                token.sourceIps().stream().map(Cidr::toString).toList(), Words.of(kept.state(now)), token.hint(),
                secret, Words.time(token.createdAt()), token.expiresAt().map(Words::time),
                kept.lastUse().map(TokenUse::at).map(Words::time), kept.lastUse().map(use -> use.from().toString()),
                kept.rotation(now).map(TokenView::rotation));
    }

    private static RotationView rotation(TokenRotation rotation) {
        return RotationView.of(rotation.rotatedAt(), rotation.oldValidUntil(), uses(rotation.old()),
                uses(rotation.late()));
    }

    private static RotationView.Uses uses(TokenUses uses) {
        return new RotationView.Uses(uses.count(), uses.latest().map(TokenUse::at),
                uses.latest().map(TokenUse::from));
    }
}
