package dev.tollgate.store.token;

import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.account.Environment;
import dev.tollgate.domain.address.Cidr;
import dev.tollgate.domain.secret.SecretHash;
import dev.tollgate.domain.token.ApiToken;
import dev.tollgate.domain.token.Scope;
import dev.tollgate.domain.token.TokenId;
import dev.tollgate.domain.token.TokenRepository.Presented;
import dev.tollgate.store.Samples;
import dev.tollgate.store.Store;
import dev.tollgate.store.StoreTest;
import dev.tollgate.store.TestDatabase;
import dev.tollgate.store.database.StoreUnavailable;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

abstract class TokenRepositoryContract extends StoreTest {
    TokenRepositoryContract(TestDatabase database) {
        super(database);
    }

    private static ApiToken token(AccountId account, Set<Scope> scopes, List<Cidr> sourceIps, Optional<Instant> end) {
        return new ApiToken(new TokenId(TokenId.PREFIX + Samples.ulid()), account, "billing export", Environment.TEST,
                scopes, sourceIps, "hel_test_…f9Kd", Samples.NOW, end, end, 1);
    }

    private static ApiToken token(AccountId account) {
        return token(account, Set.of(Scope.ALL), List.of(), Optional.empty());
    }

    @Test
    void a_token_is_found_by_its_secret_as_it_was_kept() {
        SecretHash secret = Samples.hash();
        ApiToken token = token(samples().account(), new LinkedHashSet<>(List.of(Scope.OPERATOR_ALL, Scope.READ)),
                List.of(Cidr.parse("203.0.113.0/28").orElseThrow(), Cidr.parse("2001:db8::1").orElseThrow()),
                Optional.of(Samples.NOW.plusSeconds(60)));

        store().tokens().insert(Samples.AUTHOR, token, secret);

        Optional<Presented> found = store().tokens().findBySecret(secret);
        assertThat(found).contains(new Presented(token, Optional.empty()));
        assertThat(found.orElseThrow().token().scopes()).containsExactly(Scope.OPERATOR_ALL, Scope.READ);
    }

    @Test
    void a_token_without_ends_or_ranges_comes_back_without_them() {
        SecretHash secret = Samples.hash();
        ApiToken token = token(samples().account());

        store().tokens().insert(Samples.AUTHOR, token, secret);

        assertThat(store().tokens().findBySecret(secret)).contains(new Presented(token, Optional.empty()));
    }

    @Test
    void an_unknown_secret_finds_nothing() {
        assertThat(store().tokens().findBySecret(Samples.hash())).isEmpty();
    }

    @Test
    void a_secret_belongs_to_one_token() {
        SecretHash secret = Samples.hash();
        AccountId account = samples().account();
        store().tokens().insert(Samples.AUTHOR, token(account), secret);

        assertThatThrownBy(() -> store().tokens().insert(Samples.AUTHOR, token(account), secret))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void an_account_has_any_token_from_its_first_on() {
        AccountId account = samples().account();
        assertThat(store().tokens().any(account)).isFalse();

        store().tokens().insert(Samples.AUTHOR, token(account), Samples.hash());

        assertThat(store().tokens().any(account)).isTrue();
        assertThat(store().tokens().any(samples().account())).isFalse();
    }

    @Test
    void a_token_made_beside_a_running_node_works_there_at_once() throws StoreUnavailable {
        SecretHash secret = Samples.hash();
        ApiToken token = token(samples().account());

        try (Store beside = secondNode()) {
            beside.tokens().insert(Samples.AUTHOR, token, secret);
        }

        assertThat(store().tokens().findBySecret(secret)).contains(new Presented(token, Optional.empty()));
    }
}
