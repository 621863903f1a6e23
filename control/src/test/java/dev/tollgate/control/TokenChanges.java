package dev.tollgate.control;

import dev.tollgate.domain.account.Environment;
import dev.tollgate.domain.address.Cidr;
import dev.tollgate.domain.token.ApiToken;
import dev.tollgate.domain.token.Scope;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/// Tokens unlike the usual one.
final class TokenChanges {

    private TokenChanges() {}

    static UnaryOperator<ApiToken> revokedAt(Instant at) {
        return token -> copy(token, token.environment(), token.sourceIps(), token.expiresAt(), Optional.of(at));
    }

    static UnaryOperator<ApiToken> expiresAt(Instant at) {
        return token -> copy(token, token.environment(), token.sourceIps(), Optional.of(at), token.revokedAt());
    }

    static UnaryOperator<ApiToken> sourceIps(String... ranges) {
        List<Cidr> cidrs = Arrays.stream(ranges).map(text -> Cidr.parse(text).orElseThrow()).toList();
        return token -> copy(token, token.environment(), cidrs, token.expiresAt(), token.revokedAt());
    }

    static UnaryOperator<ApiToken> sandbox() {
        return token -> copy(token, Environment.TEST, token.sourceIps(), token.expiresAt(), token.revokedAt());
    }

    static UnaryOperator<ApiToken> scopes(Scope... others) {
        return token -> new ApiToken(token.id(), token.account(), token.name(), token.environment(), Set.of(others),
                token.sourceIps(), token.hint(), token.createdAt(), token.expiresAt(), token.revokedAt(),
                token.version());
    }

    private static ApiToken copy(ApiToken token, Environment environment, List<Cidr> sourceIps,
            Optional<Instant> expiresAt, Optional<Instant> revokedAt) {
        return new ApiToken(token.id(), token.account(), token.name(), environment, token.scopes(), sourceIps,
                token.hint(), token.createdAt(), expiresAt, revokedAt, token.version());
    }
}
