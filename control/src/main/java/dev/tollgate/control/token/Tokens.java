package dev.tollgate.control.token;

import dev.tollgate.control.authentication.ActingPrincipal;
import dev.tollgate.control.authentication.Authenticator;
import dev.tollgate.control.authentication.MemberPrincipal;
import dev.tollgate.control.authentication.Principal;
import dev.tollgate.control.authentication.TokenPrincipal;
import dev.tollgate.control.input.Problem;
import dev.tollgate.control.route.Words;
import dev.tollgate.domain.brand.Brand;
import dev.tollgate.domain.error.ApiError;
import dev.tollgate.domain.id.Ulids;
import dev.tollgate.domain.paging.Page;
import dev.tollgate.domain.paging.PageRequest;
import dev.tollgate.domain.secret.Secret;
import dev.tollgate.domain.secret.SecretMaker;
import dev.tollgate.domain.secret.ServerKey;
import dev.tollgate.domain.token.ApiToken;
import dev.tollgate.domain.token.KeptToken;
import dev.tollgate.domain.token.Scope;
import dev.tollgate.domain.token.TokenFilter;
import dev.tollgate.domain.token.TokenId;
import dev.tollgate.domain.token.TokenRepository;
import dev.tollgate.domain.token.TokenRepository.Decision;
import dev.tollgate.domain.token.TokenRepository.Update;
import dev.tollgate.domain.token.TokenSecret;
import dev.tollgate.domain.token.TokenState;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;

/// The tokens of an account, with the verbs of A§2. Thread-safe. A change holds on every node when its method returns.
///
/// Nobody grants a scope they lack: neither by making a token, nor by changing one, nor by taking the secret of another's.
public final class Tokens {

    private final TokenRepository repository;
    private final Authenticator authenticator;
    private final Supplier<Brand> brand;
    private final ServerKey key;
    private final SecretMaker secrets;
    private final Ulids ids;
    private final InstantSource clock;

    /// @param authenticator words what is said to who lacks a scope
    public Tokens(TokenRepository repository, Authenticator authenticator, Supplier<Brand> brand, ServerKey key,
            SecretMaker secrets, Ulids ids, InstantSource clock) {
        this.repository = repository;
        this.authenticator = authenticator;
        this.brand = brand;
        this.key = key;
        this.secrets = secrets;
        this.ids = ids;
        this.clock = clock;
    }

    /// What came of making a token or giving it another secret.
    public sealed interface Issue {

        /// @param secret to be shown this once
        record Issued(KeptToken token, Secret secret) implements Issue {}

        record Rejected(Problem problem) implements Issue {}
    }

    /// What came of changing a token.
    public sealed interface Change {

        record Changed(KeptToken token) implements Change {}

        record Rejected(Problem problem) implements Change {}
    }

    /// Of the precision that both databases keep.
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    public Issue create(Principal principal, CreateToken command) {
        Optional<Problem> ungranted = ungranted(principal, command.scopes());
        if (ungranted.isPresent()) {
            return new Issue.Rejected(ungranted.get());
        }
        TokenSecret secret = TokenSecret.draw(command.environment(), secrets);
        ApiToken token = new ApiToken(new TokenId(TokenId.PREFIX + ids.next()), principal.accountId(), command.name(),
                command.environment(), command.scopes(), command.sourceIps(), secret.hint(brand.get()), now(),
                command.expiresAt().map(end -> end.truncatedTo(ChronoUnit.MILLIS)), Optional.empty(), 1);
        repository.insert(principal.author(), token, key.hash(secret.characters()));
        return new Issue.Issued(new KeptToken(token, List.of(), Optional.empty()), secret.whole(brand.get()));
    }

    public Optional<KeptToken> find(Principal principal, String id) {
        return Words.couldName(id)
                ? repository.find(principal.accountId(), principal.environment().ofTokens(), new TokenId(id))
                : Optional.empty();
    }

    public Page<KeptToken> list(Principal principal, Optional<TokenState> state, PageRequest page) {
        return repository.list(principal.accountId(), principal.environment().ofTokens(),
                new TokenFilter(state, now()), page);
    }

    /// @param expectedVersion of the token that `If-Match` was held against
    Change change(Principal principal, TokenId id, OptionalLong expectedVersion, ChangeToken command) {
        return changed(repository.update(principal.author(), principal.accountId(),
                principal.environment().ofTokens(), id, expectedVersion, before -> decide(principal, before, command)));
    }

    private Decision<Problem> decide(Principal principal, ApiToken before, ChangeToken command) {
        ApiToken wanted = command.applyTo(before);
        if (wanted.equals(before)) {
            return new Decision.Become<>(before);
        }
        if (before.revoked()) {
            return new Decision.Refuse<>(Problem.of(ApiError.TOKEN_OVER));
        }
        return ungranted(principal, wanted.scopes()).<Decision<Problem>>map(Decision.Refuse::new)
                .orElseGet(() -> new Decision.Become<>(wanted));
    }

    public Issue rotate(Principal principal, ApiToken token) {
        TokenSecret next = TokenSecret.draw(token.environment(), secrets);
        Instant now = now();
        return switch (changed(repository.rotate(principal.author(), principal.accountId(),
                principal.environment().ofTokens(), token.id(), key.hash(next.characters()), now, before -> decide(principal, before, next, now)))) {
            case Change.Changed(KeptToken rotated) -> new Issue.Issued(rotated, next.whole(brand.get()));
            case Change.Rejected(Problem problem) -> new Issue.Rejected(problem);
        };
    }

    private Decision<Problem> decide(Principal principal, ApiToken before, TokenSecret next, Instant now) {
        if (replaced(principal, before)) {
            return new Decision.Refuse<>(Problem.of(ApiError.TOKEN_IN_GRACE));
        }
        if (before.revoked() || before.expired(now)) {
            return new Decision.Refuse<>(Problem.of(ApiError.TOKEN_OVER));
        }
        return ungranted(principal, before.scopes()).<Decision<Problem>>map(Decision.Refuse::new)
                .orElseGet(() -> new Decision.Become<>(before.withHint(next.hint(brand.get()))));
    }

    /// Whether the caller's secret is not the current one: when it was presented, or, of the token that rotates itself, any more.
    private static boolean replaced(Principal caller, ApiToken rotating) {
        return switch (caller) {
            case TokenPrincipal token -> token.oldUntil().isPresent() || (token.token().id().equals(rotating.id())
                    && !token.token().hint().equals(rotating.hint()));
            case MemberPrincipal member -> false;
            case ActingPrincipal acting -> replaced(acting.operator(), rotating);
        };
    }

    /// @param expectedVersion of the token that `If-Match` was held against
    /// @return why not, if it was not revoked
    public Optional<Problem> revoke(Principal principal, TokenId id, OptionalLong expectedVersion) {
        Instant now = now();
        return switch (changed(repository.<Problem>update(principal.author(), principal.accountId(),
                principal.environment().ofTokens(), id, expectedVersion, before -> new Decision.Become<>(before.revoke(now))))) {
            case Change.Changed(KeptToken token) -> Optional.empty();
            case Change.Rejected(Problem problem) -> Optional.of(problem);
        };
    }

    private static Change changed(Update<Problem> update) {
        return switch (update) {
            case Update.Updated<Problem>(KeptToken token) -> new Change.Changed(token);
            case Update.Missing<Problem>() -> new Change.Rejected(Problem.of(ApiError.TOKEN_NOT_FOUND));
            case Update.OtherVersion<Problem>(long current) ->
                new Change.Rejected(Problem.of(ApiError.PRECONDITION_FAILED));
            case Update.Refused<Problem>(Problem why) -> new Change.Rejected(why);
        };
    }

    /// What to say to a caller who would grant what they lack.
    public Optional<Problem> ungranted(Principal principal, Set<Scope> scopes) {
        Set<Scope> lacking = EnumSet.noneOf(Scope.class);
        for (Scope scope : scopes) {
            if (!principal.mayAny(Set.of(scope))) {
                lacking.add(scope);
            }
        }
        return lacking.isEmpty() ? Optional.empty() : Optional.of(authenticator.insufficient(lacking));
    }
}
