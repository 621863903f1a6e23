package dev.tollgate.control.token;

import dev.tollgate.control.authentication.TokenPrincipal;
import dev.tollgate.control.route.Words;
import dev.tollgate.domain.address.Cidr;
import dev.tollgate.domain.plan.Plan;
import dev.tollgate.domain.token.ApiToken;
import dev.tollgate.domain.token.Scope;
import java.util.List;
import java.util.Optional;

/// What a token learns of itself: GET `/tokens/verify` (A§2).
public record TokenSelfView(
        String tokenId,
        String name,
        String environment,
        String accountId,
        boolean operator,
        List<String> scopes,
        String presented,
        String sourceIp,
        Optional<String> sourceIpRule,
        Optional<String> validUntil,
        RateLimit rateLimit) {

    /// @param remaining in this minute
    /// @param perDay empty is unlimited
    public record RateLimit(int perMinute, int remaining, Optional<Long> perDay) {}

    static TokenSelfView of(TokenPrincipal principal, Plan plan) {
        ApiToken token = principal.token();
        Optional<Long> perDay = plan.apiPerDay().isPresent()
                ? Optional.of(plan.apiPerDay().getAsLong())
                : Optional.empty();
        // Nothing is used up while nothing is counted: the whole minute remains.
        RateLimit rateLimit = new RateLimit(plan.apiBurstPerMinute(), plan.apiBurstPerMinute(), perDay);
        return new TokenSelfView(token.id().value(), token.name(), Words.of(token.environment()),
                principal.accountId().value(), principal.account().operator(),
                token.scopes().stream().map(Scope::text).toList(), principal.oldUntil().isPresent() ? "old" : "current",
                principal.source().toString(), principal.sourceRule().map(Cidr::toString),
                principal.oldUntil().map(Words::time), rateLimit);
    }
}
