package dev.tollgate.control.authentication;

import dev.tollgate.control.authentication.Authentication.Denied;
import dev.tollgate.control.authentication.Authentication.Known;
import dev.tollgate.control.input.FieldFault;
import dev.tollgate.control.input.Issue;
import dev.tollgate.control.input.Problem;
import dev.tollgate.domain.account.Account;
import dev.tollgate.domain.account.AccountRepository;
import dev.tollgate.domain.address.Cidr;
import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.brand.Brand;
import dev.tollgate.domain.error.ApiError;
import dev.tollgate.domain.secret.ServerKey;
import dev.tollgate.domain.token.ApiToken;
import dev.tollgate.domain.token.Scope;
import dev.tollgate.domain.token.TokenRepository;
import dev.tollgate.domain.token.TokenRepository.Presented;
import dev.tollgate.domain.token.TokenSecret;
import dev.tollgate.domain.traffic.RequestId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Knows a caller by the token in `Authorization` (A§2), and words what to say to one it does not. Thread-safe.
public final class Authenticator {

    private static final String SCHEME = "Bearer ";
    private static final String CHALLENGE = "WWW-Authenticate";

    private final TokenRepository tokens;
    private final AccountRepository accounts;
    private final ServerKey key;
    private final Supplier<Brand> brand;

    public Authenticator(TokenRepository tokens, AccountRepository accounts, ServerKey key, Supplier<Brand> brand) {
        this.tokens = tokens;
        this.accounts = accounts;
        this.key = key;
        this.brand = brand;
    }

    /// @param authorization every `Authorization` header of the request
    public Authentication authenticate(List<String> authorization, IpAddress source, Instant now,
            RequestId request) {
        if (authorization.isEmpty()) {
            return new Denied(tokenMissing());
        }
        // Two headers are as good as a malformed one: which of them is meant would be a guess.
        Optional<TokenSecret> secret = authorization.size() == 1 ? secret(authorization.getFirst()) : Optional.empty();
        Optional<Presented> presented = secret.flatMap(one -> tokens.findBySecret(key.hash(one.characters()))
                .filter(found -> found.token().environment() == one.environment()));
        return presented.map(found -> judge(found, source, now, request))
                .orElseGet(() -> new Denied(badToken(ApiError.INVALID_TOKEN)));
    }

    private Optional<TokenSecret> secret(String header) {
        if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        return TokenSecret.parse(header.substring(SCHEME.length()).strip(), brand.get());
    }

    private Authentication judge(Presented presented, IpAddress source, Instant now, RequestId request) {
        ApiToken token = presented.token();
        if (token.revokedAt().isPresent()) {
            return new Denied(badToken(ApiError.REVOKED_TOKEN));
        }
        if (over(presented.validUntil(), now) || over(token.expiresAt(), now)) {
            return new Denied(badToken(ApiError.EXPIRED_TOKEN));
        }
        Optional<Cidr> rule = token.sourceIps().stream().filter(range -> range.contains(source)).findFirst();
        if (rule.isEmpty() && !token.sourceIps().isEmpty()) {
            return new Denied(Problem.of(ApiError.SOURCE_IP_NOT_ALLOWED));
        }
        Account account = accounts.find(token.account())
                .orElseThrow(() -> new IllegalStateException("the account of token " + token.id() + " is missing"));
        tokens.used(token.id(), now, source);
        return new Known(new TokenPrincipal(token, account, presented.validUntil(), source, rule, request));
    }

    private static boolean over(Optional<Instant> end, Instant now) {
        return end.isPresent() && !now.isBefore(end.get());
    }

    /// What is said to a caller without a token.
    public Problem tokenMissing() {
        return unauthenticated(ApiError.MISSING_TOKEN);
    }

    /// A 401 that is about no token.
    public Problem unauthenticated(ApiError error) {
        return challenge(error, "");
    }

    /// What is said to a token where a signed-in member is meant, and to a member who is no owner where one is.
    public Problem onlyFor(String whom) {
        Problem problem = challenge(ApiError.INSUFFICIENT_SCOPE, ", error=\"insufficient_scope\"");
        return new Problem(problem.error(), "Only " + whom + " may do this.", List.of(), problem.headers());
    }

    /// What is said to a caller who may not do this.
    public Problem insufficient(Set<Scope> anyOf) {
        List<String> names = anyOf.stream().map(Scope::text).toList();
        Problem problem = challenge(ApiError.INSUFFICIENT_SCOPE, ", error=\"insufficient_scope\", scope=\""
                + names.stream().collect(Collectors.joining(" ")) + "\"");
        return new Problem(problem.error(), problem.message(),
                names.stream().map(name -> new FieldFault(name, Issue.REQUIRED)).toList(), problem.headers());
    }

    private Problem badToken(ApiError error) {
        return challenge(error, ", error=\"invalid_token\"");
    }

    private Problem challenge(ApiError error, String parameters) {
        return Problem.of(error)
                .withHeaders(Map.of(CHALLENGE, "Bearer realm=\"" + brand.get().realm() + "\"" + parameters));
    }
}
