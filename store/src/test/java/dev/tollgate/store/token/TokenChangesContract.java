package dev.tollgate.store.token;

import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.account.Environment;
import dev.tollgate.domain.address.Cidr;
import dev.tollgate.domain.audit.AuditEntry;
import dev.tollgate.domain.audit.AuditLog.Filter;
import dev.tollgate.domain.paging.Page;
import dev.tollgate.domain.paging.PageRequest;
import dev.tollgate.domain.secret.SecretHash;
import dev.tollgate.domain.token.ApiToken;
import dev.tollgate.domain.token.KeptToken;
import dev.tollgate.domain.token.ReplacedSecret;
import dev.tollgate.domain.token.Scope;
import dev.tollgate.domain.token.TokenFilter;
import dev.tollgate.domain.token.TokenId;
import dev.tollgate.domain.token.TokenRepository;
import dev.tollgate.domain.token.TokenRepository.Decision;
import dev.tollgate.domain.token.TokenRepository.Presented;
import dev.tollgate.domain.token.TokenRepository.Update;
import dev.tollgate.domain.token.TokenState;
import dev.tollgate.store.Samples;
import dev.tollgate.store.Store;
import dev.tollgate.store.StoreTest;
import dev.tollgate.store.TestDatabase;
import dev.tollgate.store.database.StoreUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// What becomes of tokens after they were made.
abstract class TokenChangesContract extends StoreTest {
    private static final Instant NOW = Samples.NOW;
    private static final Set<Environment> ALL = EnumSet.allOf(Environment.class);
    private static final OptionalLong ANY_VERSION = OptionalLong.empty();

    TokenChangesContract(TestDatabase database) {
        super(database);
    }

    private ApiToken kept(AccountId account, Environment environment, SecretHash secret, Optional<Instant> end) {
        ApiToken token = new ApiToken(new TokenId(TokenId.PREFIX + Samples.ulid()), account, "billing export",
                environment, Set.of(Scope.ALL), List.of(), "hel_live_…aaaa", NOW, end, Optional.empty(), 1);
        store().tokens().insert(Samples.AUTHOR, token, secret);
        return token;
    }

    private ApiToken kept(AccountId account) {
        return kept(account, Environment.LIVE, Samples.hash(), Optional.empty());
    }

    private KeptToken find(ApiToken token) {
        return store().tokens().find(token.account(), ALL, token.id()).orElseThrow();
    }

    private Update<String> update(ApiToken token, OptionalLong version, UnaryOperator<ApiToken> change) {
        return store().tokens().update(Samples.AUTHOR, token.account(), ALL, token.id(), version,
                before -> new Decision.Become<>(change.apply(before)));
    }

    private SecretHash rotate(ApiToken token, Instant now) {
        SecretHash next = Samples.hash();
        Update<String> rotated = store().tokens().rotate(Samples.AUTHOR, token.account(), ALL, token.id(), next, now,
                before -> new Decision.Become<>(before.withHint("hel_live_…bbbb")));
        assertThat(rotated).isInstanceOf(Update.Updated.class);
        return next;
    }

    private Optional<Instant> end(SecretHash secret) {
        return store().tokens().findBySecret(secret).orElseThrow().validUntil();
    }

    @Test
    void a_token_is_found_by_account_environment_and_id() {
        AccountId account = samples().account();
        ApiToken token = kept(account, Environment.TEST, Samples.hash(), Optional.empty());
        TokenRepository tokens = store().tokens();

        assertThat(tokens.find(account, ALL, token.id())).contains(new KeptToken(token, List.of(), Optional.empty()));
        assertThat(tokens.find(account, Set.of(Environment.TEST), token.id())).isPresent();
        assertThat(tokens.find(account, Set.of(Environment.LIVE), token.id())).isEmpty();
        assertThat(tokens.find(samples().account(), ALL, token.id())).isEmpty();
        assertThat(tokens.find(account, ALL, new TokenId("tok_missing"))).isEmpty();
    }

    @Test
    void a_change_is_kept_and_counted() {
        ApiToken token = kept(samples().account());
        List<Cidr> ranges = List.of(Cidr.parse("203.0.113.0/28").orElseThrow());
        Optional<Instant> end = Optional.of(NOW.plusSeconds(60));

        Update<String> changed = update(token, OptionalLong.of(1),
                before -> before.with("other", Set.of(Scope.READ), ranges, end));

        ApiToken expected = token.with("other", Set.of(Scope.READ), ranges, end).changed();
        assertThat(changed).isEqualTo(new Update.Updated<>(new KeptToken(expected, List.of(), Optional.empty())));
        assertThat(find(token).token()).isEqualTo(expected);
        assertThat(expected.version()).isEqualTo(2);
    }

    @Test
    void a_change_to_the_same_is_none() {
        ApiToken token = kept(samples().account());

        assertThat(update(token, ANY_VERSION, before -> before))
                .isEqualTo(new Update.Updated<>(new KeptToken(token, List.of(), Optional.empty())));
        assertThat(find(token).token().version()).isEqualTo(1);
    }

    @Test
    void a_change_that_is_decided_against_changes_nothing() {
        ApiToken token = kept(samples().account());

        Update<String> update = store().tokens().update(Samples.AUTHOR, token.account(), ALL, token.id(), ANY_VERSION,
                _ -> new Decision.Refuse<>("no"));
        Update<String> rotation = store().tokens().rotate(Samples.AUTHOR, token.account(), ALL, token.id(), Samples.hash(), NOW,
                _ -> new Decision.Refuse<>("no"));

        assertThat(update).isEqualTo(new Update.Refused<>("no"));
        assertThat(rotation).isEqualTo(new Update.Refused<>("no"));
        assertThat(find(token)).isEqualTo(new KeptToken(token, List.of(), Optional.empty()));
    }

    @Test
    void nobody_changes_another_version_or_another_accounts_token() {
        ApiToken token = kept(samples().account());
        AccountId stranger = samples().account();

        assertThat(update(token, OptionalLong.of(7), before -> before.withHint("x")))
                .isEqualTo(new Update.OtherVersion<>(1));
        assertThat(store().tokens().<String>update(Samples.AUTHOR, stranger, ALL, token.id(), ANY_VERSION,
                before -> new Decision.Become<>(before.withHint("x")))).isEqualTo(new Update.Missing<>());
        assertThat(store().tokens().<String>rotate(Samples.AUTHOR, stranger, ALL, token.id(), Samples.hash(), NOW,
                before -> new Decision.Become<>(before.withHint("x")))).isEqualTo(new Update.Missing<>());
        assertThat(store().tokens().<String>update(Samples.AUTHOR, token.account(), Set.of(Environment.TEST), token.id(), ANY_VERSION,
                before -> new Decision.Become<>(before.withHint("x")))).isEqualTo(new Update.Missing<>());
        assertThat(find(token).token()).isEqualTo(token);
    }

    @Test
    void a_revoked_token_is_known_as_such_for_good() throws StoreUnavailable {
        SecretHash secret = Samples.hash();
        ApiToken token = kept(samples().account(), Environment.LIVE, secret, Optional.empty());

        update(token, ANY_VERSION, before -> before.revoke(NOW));

        assertThat(reopened().tokens().findBySecret(secret).orElseThrow().token().revokedAt()).contains(NOW);
        assertThat(find(token).state(NOW)).isEqualTo(TokenState.REVOKED);
    }

    @Test
    void a_revocation_holds_on_every_node_when_it_is_made() throws StoreUnavailable {
        SecretHash secret = Samples.hash();
        ApiToken token = kept(samples().account(), Environment.LIVE, secret, Optional.empty());
        try (Store other = secondNode()) {
            assertThat(other.tokens().findBySecret(secret).orElseThrow().token().revoked()).isFalse();

            update(token, ANY_VERSION, before -> before.revoke(NOW));

            assertThat(other.tokens().findBySecret(secret).orElseThrow().token().revoked()).isTrue();
        }
    }

    @Test
    void the_secret_that_a_rotation_replaces_works_24_hours_more() {
        SecretHash first = Samples.hash();
        ApiToken token = kept(samples().account(), Environment.LIVE, first, Optional.empty());

        SecretHash second = rotate(token, NOW);

        assertThat(end(first)).contains(NOW.plus(Duration.ofHours(24)));
        ApiToken rotated = token.withHint("hel_live_…bbbb").changed();
        assertThat(store().tokens().findBySecret(second)).contains(new Presented(rotated, Optional.empty()));
        assertThat(find(token).replaced()).singleElement().satisfies(replaced -> {
            assertThat(replaced.replacedAt()).isEqualTo(NOW);
            assertThat(replaced.validUntil()).isEqualTo(NOW.plus(Duration.ofHours(24)));
            assertThat(replaced.inGrace().count()).isZero();
            assertThat(replaced.late().count()).isZero();
        });
    }

    @Test
    void each_replaced_secret_keeps_its_own_grace() {
        SecretHash first = Samples.hash();
        ApiToken token = kept(samples().account(), Environment.LIVE, first, Optional.empty());

        SecretHash second = rotate(token, NOW);
        rotate(token, NOW.plusSeconds(3_600));

        assertThat(end(first)).contains(NOW.plus(Duration.ofHours(24)));
        assertThat(end(second)).contains(NOW.plus(Duration.ofHours(25)));
        assertThat(find(token).replaced()).extracting(ReplacedSecret::replacedAt)
                .containsExactly(NOW.plusSeconds(3_600), NOW);
    }

    @Test
    void of_more_than_8_replaced_secrets_the_oldest_ends_at_once() {
        SecretHash first = Samples.hash();
        ApiToken token = kept(samples().account(), Environment.LIVE, first, Optional.empty());
        List<SecretHash> secrets = new ArrayList<>(List.of(first));
        // All in one millisecond: their order does not hang on the clock.
        for (int rotation = 1; rotation <= 8; rotation++) {
            secrets.add(rotate(token, NOW));
        }
        assertThat(secrets.subList(0, 8)).allMatch(secret -> end(secret).equals(Optional.of(NOW.plus(
                ReplacedSecret.GRACE))));

        rotate(token, NOW.plusSeconds(1));

        assertThat(end(first)).contains(NOW.plusSeconds(1));
        assertThat(end(secrets.get(1))).contains(NOW.plus(ReplacedSecret.GRACE));
        assertThat(end(secrets.get(8))).contains(NOW.plusSeconds(1).plus(ReplacedSecret.GRACE));
        assertThat(find(token).replaced()).filteredOn(one -> one.works(NOW.plusSeconds(1))).hasSize(8);
    }

    @Test
    void a_secret_that_is_over_does_not_end_a_second_time() {
        SecretHash first = Samples.hash();
        ApiToken token = kept(samples().account(), Environment.LIVE, first, Optional.empty());
        rotate(token, NOW);
        Instant muchLater = NOW.plus(Duration.ofDays(3));

        for (int rotation = 1; rotation <= 9; rotation++) {
            rotate(token, muchLater);
        }

        assertThat(end(first)).contains(NOW.plus(ReplacedSecret.GRACE));
    }

    @Test
    void a_secret_is_never_issued_twice() {
        SecretHash first = Samples.hash();
        ApiToken token = kept(samples().account(), Environment.LIVE, first, Optional.empty());
        rotate(token, NOW);

        assertThatThrownBy(() -> store().tokens().<String>rotate(Samples.AUTHOR, token.account(), ALL, token.id(), first, NOW,
                Decision.Become::new)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void every_change_leaves_an_audit_entry_and_no_secret_in_it() {
        SecretHash first = Samples.hash();
        ApiToken token = kept(samples().account(), Environment.TEST, first, Optional.empty());
        update(token, ANY_VERSION, before -> before.with("other", before.scopes(), before.sourceIps(),
                before.expiresAt()));
        SecretHash second = rotate(token, NOW);
        update(token, ANY_VERSION, before -> before);
        update(token, ANY_VERSION, before -> before.revoke(NOW));
        update(token, ANY_VERSION, before -> before.revoke(NOW.plusSeconds(1)));

        List<AuditEntry> entries = store().auditLog().list(Filter.of(token.account().value()), 100,
                OptionalLong.empty()).items().stream()
                .filter(entry -> entry.object().equals(Optional.of(token.id().value()))).toList();

        assertThat(entries).extracting(AuditEntry::action)
                .containsExactly("token.revoke", "token.rotate", "token.update", "token.create");
        assertThat(entries.get(2).before()).contains("{\"name\":\"billing export\"}");
        assertThat(entries.get(2).after()).contains("{\"name\":\"other\"}");
        assertThat(entries.get(0).after()).contains("{\"revoked_at\":\"2026-06-02T10:00:00Z\"}");
        assertThat(entries.toString()).doesNotContain(first.hex(), second.hex());
    }

    private List<TokenId> listed(AccountId account, TokenState state, Instant now) {
        return store().tokens().list(account, ALL, new TokenFilter(Optional.of(state), now),
                new PageRequest(200, Optional.empty())).items().stream().map(one -> one.token().id()).toList();
    }

    @Test
    void tokens_are_listed_by_state() {
        AccountId account = samples().account();
        ApiToken active = kept(account);
        ApiToken rotating = kept(account);
        rotate(rotating, NOW);
        ApiToken expired = kept(account, Environment.LIVE, Samples.hash(), Optional.of(NOW.plusSeconds(1)));
        rotate(expired, NOW);
        ApiToken revoked = kept(account, Environment.LIVE, Samples.hash(), Optional.of(NOW.plusSeconds(1)));
        update(revoked, ANY_VERSION, before -> before.revoke(NOW));
        Instant now = NOW.plusSeconds(1);

        assertThat(listed(account, TokenState.ACTIVE, now)).containsExactly(active.id());
        assertThat(listed(account, TokenState.ROTATING, now)).containsExactly(rotating.id());
        assertThat(listed(account, TokenState.EXPIRED, now)).containsExactly(expired.id());
        assertThat(listed(account, TokenState.REVOKED, now)).containsExactly(revoked.id());
        assertThat(listed(account, TokenState.ACTIVE, NOW.plus(ReplacedSecret.GRACE)))
                .containsExactly(rotating.id(), active.id());
        for (TokenState state : TokenState.values()) {
            listed(account, state, now).forEach(id -> assertThat(
                    store().tokens().find(account, ALL, id).orElseThrow().state(now)).isEqualTo(state));
        }
    }

    @Test
    void a_list_is_cut_into_pages_newest_first_and_shows_its_environments() {
        AccountId account = samples().account();
        ApiToken[] made = {kept(account), kept(account, Environment.TEST, Samples.hash(), Optional.empty()), kept(
                account)};
        TokenFilter every = new TokenFilter(Optional.empty(), NOW);
        TokenRepository tokens = store().tokens();

        Page<KeptToken> first = tokens.list(account, ALL, every, new PageRequest(2, Optional.empty()));
        Page<KeptToken> second = tokens.list(account, ALL, every,
                new PageRequest(2, Optional.of(made[1].id().value())));

        assertThat(first.items()).extracting(KeptToken::token).containsExactly(made[2], made[1]);
        assertThat(first.more()).isTrue();
        assertThat(second.items()).extracting(KeptToken::token).containsExactly(made[0]);
        assertThat(second.more()).isFalse();
        assertThat(tokens.list(account, Set.of(Environment.TEST), every, new PageRequest(2, Optional.empty())).items())
                .extracting(KeptToken::token).containsExactly(made[1]);
        assertThat(tokens.list(samples().account(), ALL, every, new PageRequest(2, Optional.empty())).items())
                .isEmpty();
        assertThat(Arrays.stream(made).map(ApiToken::version)).containsOnly(1L);
    }
}
