package dev.tollgate.store.token;

import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.account.Environment;
import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.secret.SecretHash;
import dev.tollgate.domain.token.ApiToken;
import dev.tollgate.domain.token.KeptToken;
import dev.tollgate.domain.token.ReplacedSecret;
import dev.tollgate.domain.token.Scope;
import dev.tollgate.domain.token.TokenId;
import dev.tollgate.domain.token.TokenRepository.Decision;
import dev.tollgate.domain.token.TokenRepository.Stage;
import dev.tollgate.domain.token.TokenRotation;
import dev.tollgate.domain.token.TokenUse;
import dev.tollgate.domain.token.TokenUses;
import dev.tollgate.store.Samples;
import dev.tollgate.store.Store;
import dev.tollgate.store.StoreTest;
import dev.tollgate.store.TestDatabase;
import dev.tollgate.store.database.Database;
import dev.tollgate.store.database.StoreConfig;
import dev.tollgate.store.database.StoreUnavailable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// What is remembered of the use of tokens and of the secrets they replaced.
abstract class TokenUseContract extends StoreTest {
    private static final Instant NOW = Samples.NOW;
    private static final IpAddress HERE = IpAddress.parse("203.0.113.7").orElseThrow();
    private static final IpAddress THERE = IpAddress.parse("2001:db8::1").orElseThrow();

    TokenUseContract(TestDatabase database) {
        super(database);
    }

    private ApiToken kept(SecretHash secret) {
        return kept(store(), secret);
    }

    private static ApiToken kept(Store store, SecretHash secret) {
        AccountId account = new Samples(store).account();
        ApiToken token = new ApiToken(new TokenId(TokenId.PREFIX + Samples.ulid()), account, "billing export",
                Environment.LIVE, Set.of(Scope.ALL), List.of(), "hel_live_…aaaa", NOW, Optional.empty(),
                Optional.empty(), 1);
        store.tokens().insert(Samples.AUTHOR, token, secret);
        return token;
    }

    private void rotate(ApiToken token, SecretHash next) {
        rotate(store(), token, next);
    }

    private static void rotate(Store store, ApiToken token, SecretHash next) {
        store.tokens().<String>rotate(Samples.AUTHOR, token.account(), Set.of(Environment.LIVE), token.id(), next, NOW,
                Decision.Become::new);
    }

    private static KeptToken find(Store store, ApiToken token) {
        return store.tokens().find(token.account(), Set.of(Environment.LIVE), token.id()).orElseThrow();
    }

    private static TokenUse use(int seconds, IpAddress from) {
        return new TokenUse(NOW.plusSeconds(seconds), from);
    }

    private static TokenUses uses(long count, TokenUse latest) {
        return new TokenUses(count, Optional.of(latest));
    }

    @Test
    void the_latest_use_is_known_at_once_and_survives_a_restart() throws StoreUnavailable {
        ApiToken token = kept(Samples.hash());
        assertThat(find(store(), token).lastUse()).isEmpty();

        store().tokens().used(token.id(), use(2, HERE));
        store().tokens().used(token.id(), use(1, THERE));

        assertThat(find(store(), token).lastUse()).contains(use(2, HERE));
        Store after = reopened();
        assertThat(find(after, token).lastUse()).contains(use(2, HERE));

        after.tokens().used(token.id(), use(0, THERE));
        assertThat(find(after, token).lastUse()).contains(use(2, HERE));
        assertThat(find(reopened(), token).lastUse()).contains(use(2, HERE));
    }

    @Test
    void uses_of_a_replaced_secret_are_counted_and_survive_a_restart() throws StoreUnavailable {
        SecretHash old = Samples.hash();
        ApiToken token = kept(old);
        rotate(token, Samples.hash());

        store().tokens().replacedUsed(old, Stage.IN_GRACE, use(2, HERE));
        store().tokens().replacedUsed(old, Stage.IN_GRACE, use(1, THERE));
        store().tokens().replacedUsed(old, Stage.LATE, use(9, THERE));

        ReplacedSecret seen = find(store(), token).replaced().getFirst();
        assertThat(seen.inGrace()).isEqualTo(uses(2, use(2, HERE)));
        assertThat(seen.late()).isEqualTo(uses(1, use(9, THERE)));
        assertThat(find(reopened(), token).replaced()).containsExactly(seen);

        store().tokens().replacedUsed(old, Stage.LATE, use(8, HERE));
        assertThat(find(store(), token).replaced().getFirst().late()).isEqualTo(uses(2, use(9, THERE)));
        assertThat(find(reopened(), token).replaced().getFirst().late()).isEqualTo(uses(2, use(9, THERE)));
    }

    @Test
    void what_another_node_counts_is_added() throws StoreUnavailable {
        SecretHash old = Samples.hash();
        ApiToken token = kept(old);
        rotate(token, Samples.hash());
        store().tokens().replacedUsed(old, Stage.IN_GRACE, use(1, HERE));
        try (Store other = secondNode()) {
            other.tokens().replacedUsed(old, Stage.IN_GRACE, use(3, THERE));
            other.tokens().replacedUsed(old, Stage.LATE, use(4, THERE));
            other.tokens().used(token.id(), use(5, THERE));
        }

        KeptToken seen = find(store(), token);
        assertThat(seen.replaced().getFirst().inGrace()).isEqualTo(uses(2, use(3, THERE)));
        assertThat(seen.replaced().getFirst().late()).isEqualTo(uses(1, use(4, THERE)));
        assertThat(seen.lastUse()).contains(use(5, THERE));
        assertThat(find(reopened(), token)).isEqualTo(seen);
    }

    @Test
    void the_uses_of_all_secrets_of_interest_are_shown_together() {
        SecretHash first = Samples.hash();
        SecretHash second = Samples.hash();
        ApiToken token = kept(first);
        rotate(token, second);
        rotate(token, Samples.hash());
        store().tokens().replacedUsed(first, Stage.IN_GRACE, use(2, HERE));
        store().tokens().replacedUsed(second, Stage.IN_GRACE, use(1, THERE));

        TokenRotation rotation = find(store(), token).rotation(NOW).orElseThrow();

        assertThat(rotation.old()).isEqualTo(uses(2, use(2, HERE)));
        assertThat(rotation.late()).isEqualTo(TokenUses.NONE);
    }

    @Test
    void the_first_use_of_a_secret_after_its_end_is_told_once() throws StoreUnavailable {
        StoreConfig config = freshConfig();
        SecretHash old = Samples.hash();
        ApiToken token;
        try (Store fresh = Store.open(config, Samples.IDS, Samples.CLOCK)) {
            token = kept(fresh, old);
            rotate(fresh, token, Samples.hash());
            fresh.tokens().replacedUsed(old, Stage.IN_GRACE, use(1, HERE));
            fresh.tokens().replacedUsed(old, Stage.LATE, use(9, THERE));
        }
        try (Store again = Store.open(config, Samples.IDS, Samples.CLOCK)) {
            again.tokens().replacedUsed(old, Stage.LATE, use(10, HERE));
        }

        try (Database database = Database.open(config)) {
            List<String> told = database.read(handle -> handle.select("SELECT body FROM events WHERE type = ?",
                    "token.old_token_late").mapTo(String.class).list());
            assertThat(told).singleElement().asString()
                    .contains("\"environment\":\"live\"", "\"data\":{\"late_last_at\":\"2026-06-02T10:00:09Z\","
                            + "\"late_last_ip\":\"2001:db8::1\",\"token\":\"" + token.id() + "\"}");
        }
    }

    @Test
    void no_use_shows_twice_or_not_at_all_while_it_is_written() throws Exception {
        SecretHash old = Samples.hash();
        ApiToken token = kept(old);
        rotate(token, Samples.hash());
        AtomicBoolean stop = new AtomicBoolean();
        try (ExecutorService beside = Executors.newSingleThreadExecutor()) {
            Future<Boolean> writing = beside.submit(() -> {
                while (!stop.get()) {
                    ((StoredTokens) store().tokens()).writeUses();
                }
                return true;
            });
            for (int count = 1; count <= 200; count++) {
                store().tokens().replacedUsed(old, Stage.IN_GRACE, use(count, HERE));
                assertThat(find(store(), token).replaced().getFirst().inGrace())
                        .isEqualTo(uses(count, use(count, HERE)));
            }
            stop.set(true);
            writing.get();
        }
    }
}
