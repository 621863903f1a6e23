package dev.tollgate.app.wiring;

import dev.tollgate.app.RunningNode;
import dev.tollgate.app.settings.Settings;
import dev.tollgate.domain.account.Account;
import dev.tollgate.domain.audit.Author;
import dev.tollgate.domain.exit.Exit;
import dev.tollgate.domain.id.Ulids;
import dev.tollgate.domain.plan.Plan;
import dev.tollgate.domain.secret.SecretMaker;
import dev.tollgate.domain.token.Scope;
import dev.tollgate.domain.token.TokenRepository.Presented;
import dev.tollgate.domain.token.TokenSecret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class FirstStartTest {
    private static final String GIVEN = "hel_live_" + "0123456789abcdef".repeat(4);

    @TempDir
    Path folder;

    private final SecureRandom random = new SecureRandom();
    private OpenStore opened;

    @BeforeEach
    void openAStoreThatNobodyUsed() {
        opened = OpenStore.open(settings(Map.of()), random);
    }

    @AfterEach
    void closeTheStore() {
        opened.close();
    }

    private Settings settings(Map<String, String> overrides) {
        return RunningNode.settings(folder, overrides);
    }

    private FirstStart start() {
        return new FirstStart(opened.store(), opened.key(), settings(Map.of()).brand(),
                new Ulids(InstantSource.system(), random), new SecretMaker(random), InstantSource.system());
    }

    /// A whole start.
    private FirstStart.FirstToken run(Map<String, String> overrides) {
        Settings settings = settings(overrides);
        FirstStart start = start();
        return start.token(start.prepare(settings.bootstrap()), settings.bootstrap());
    }

    private Optional<Presented> kept(String token) {
        TokenSecret secret = TokenSecret.parse(token, settings(Map.of()).brand()).orElseThrow();
        return opened.store().tokens().findBySecret(opened.key().hash(secret.characters()));
    }

    @Test
    void the_first_start_makes_the_operator_the_plans_the_local_exit_and_a_token_for_everything() {
        FirstStart.FirstToken token = run(Map.of());

        Account operator = opened.store().accounts().operator().orElseThrow();
        assertThat(operator.operator()).isTrue();
        assertThat(Plan.shipped()).allSatisfy(plan -> assertThat(opened.store().plans().find(plan.slug())).contains(
                plan));
        assertThat(opened.store().exits().all()).singleElement().extracting(Exit::name).isEqualTo("local");
        var kept = kept(token.made().orElseThrow().reveal()).orElseThrow();
        assertThat(kept.token().scopes()).containsExactlyInAnyOrder(Scope.ALL, Scope.OPERATOR_ALL);
        assertThat(kept.token().account()).isEqualTo(operator.id());
    }

    @Test
    void the_server_key_is_for_its_owner_alone() throws Exception {
        assertThat(Files.getPosixFilePermissions(folder.resolve("server.key")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Files.readString(folder.resolve("server.key"))).matches("[0-9a-f]{64}\n");
    }

    @Test
    void the_second_start_shows_no_token_and_makes_nothing_twice() {
        run(Map.of());

        FirstStart.FirstToken second = run(Map.of());

        assertThat(second.made()).isEmpty();
        assertThat(second.notice()).isEmpty();
        assertThat(opened.store().exits().all()).hasSize(1);
    }

    @Test
    void a_plan_that_an_operator_changed_or_deleted_stays_so() {
        run(Map.of());
        Plan shipped = Plan.shipped().getFirst();
        Plan edited = new Plan(shipped.slug(), 7, shipped.apiPerDay(), shipped.products(),
                shipped.subUsersMax(), shipped.trial());
        opened.store().plans().update(Author.CLI, shipped.slug(), OptionalLong.empty(), _ -> edited);
        opened.store().plans().delete(Author.CLI, "business", OptionalLong.empty());

        run(Map.of());

        assertThat(opened.store().plans().find(shipped.slug())).contains(edited);
        assertThat(opened.store().plans().find("business")).isEmpty();
    }

    @Test
    void a_start_that_was_cut_short_before_its_token_is_made_good() {
        start().prepare(settings(Map.of()).bootstrap());

        assertThat(run(Map.of()).made()).isPresent();
        assertThat(opened.store().exits().all()).hasSize(1);
    }

    @Test
    void a_given_token_is_kept_and_not_shown() {
        FirstStart.FirstToken token = run(Map.of("bootstrap.token", GIVEN));

        assertThat(token.made()).isEmpty();
        assertThat(token.notice()).isEmpty();
        assertThat(kept(GIVEN)).isPresent();
    }

    @Test
    void a_restart_with_the_same_given_token_changes_nothing_and_says_nothing() {
        run(Map.of("bootstrap.token", GIVEN));

        FirstStart.FirstToken again = run(Map.of("bootstrap.token", GIVEN));

        assertThat(again).isEqualTo(new FirstStart.FirstToken(Optional.empty(), Optional.empty()));
    }

    @Test
    void a_given_token_beside_others_is_ignored_with_a_notice_that_does_not_tell_it() {
        run(Map.of());

        FirstStart.FirstToken later = run(Map.of("bootstrap.token", GIVEN));

        assertThat(later.notice()).hasValueSatisfying(notice -> assertThat(notice).contains("bootstrap.token",
                "ignored").doesNotContain(GIVEN));
        assertThat(kept(GIVEN)).isEmpty();
    }

    @Test
    void without_an_exit_of_its_own_none_is_made_also_later() {
        run(Map.of("bootstrap.exit", "none"));
        run(Map.of());

        assertThat(opened.store().exits().all()).isEmpty();
    }
}
