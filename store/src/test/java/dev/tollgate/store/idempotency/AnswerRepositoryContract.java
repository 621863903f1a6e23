package dev.tollgate.store.idempotency;

import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.account.Environment;
import dev.tollgate.domain.idempotency.AnswerRepository;
import dev.tollgate.domain.idempotency.AnswerRepository.Beginning;
import dev.tollgate.domain.idempotency.Attempt;
import dev.tollgate.domain.idempotency.KeptAnswer;
import dev.tollgate.domain.secret.SecretHash;
import dev.tollgate.domain.subuser.SubUser;
import dev.tollgate.domain.subuser.SubUserRepository.Insertion;
import dev.tollgate.domain.traffic.RequestId;
import dev.tollgate.store.Samples;
import dev.tollgate.store.Store;
import dev.tollgate.store.StoreTest;
import dev.tollgate.store.TestDatabase;
import dev.tollgate.store.database.StoreUnavailable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

abstract class AnswerRepositoryContract extends StoreTest {
    private static final Instant NOW = Samples.NOW;
    private static final KeptAnswer ANSWER = new KeptAnswer(201,
            Map.of("Location", "/v1/subusers/sub_1", "ETag", "\"v1\""),
            "{\"id\":\"sub_1\",\"password\":null,\"é\":\"\"}");

    AnswerRepositoryContract(TestDatabase database) {
        super(database);
    }

    private AnswerRepository answers() {
        return store().answers();
    }

    private static Attempt attempt() {
        return new Attempt(Samples.hash(), Samples.hash(), id());
    }

    private static Attempt again(Attempt attempt) {
        return new Attempt(attempt.name(), attempt.content(), id());
    }

    private static RequestId id() {
        return new RequestId(RequestId.PREFIX + Samples.ulid());
    }

    private Attempt begun() {
        Attempt attempt = attempt();
        assertThat(answers().begin(attempt, NOW)).isEqualTo(new Beginning.Begun());
        return attempt;
    }

    private Attempt answered() {
        Attempt attempt = begun();
        assertThat(answers().finish(attempt, () -> "done", done -> Optional.of(ANSWER))).contains("done");
        return attempt;
    }

    @Test
    void a_repetition_is_given_what_was_kept() throws StoreUnavailable {
        Attempt attempt = answered();

        assertThat(answers().begin(again(attempt), NOW)).isEqualTo(new Beginning.Repeated(ANSWER));
        try (Store beside = secondNode()) {
            assertThat(beside.answers().begin(again(attempt), NOW)).isEqualTo(new Beginning.Repeated(ANSWER));
        }
        assertThat(reopened().answers().begin(again(attempt), NOW)).isEqualTo(new Beginning.Repeated(ANSWER));
    }

    @Test
    void an_answer_without_headers_and_body_comes_back_without_them() {
        Attempt attempt = begun();
        KeptAnswer bare = new KeptAnswer(204, Map.of(), "");

        answers().finish(attempt, () -> 1, one -> Optional.of(bare));

        assertThat(answers().begin(again(attempt), NOW)).isEqualTo(new Beginning.Repeated(bare));
    }

    @Test
    void another_content_is_told_apart_while_the_first_is_under_way_and_later() {
        Attempt attempt = begun();
        Attempt other = new Attempt(attempt.name(), Samples.hash(), id());

        assertThat(answers().begin(other, NOW)).isEqualTo(new Beginning.OtherContent());
        assertThat(answers().begin(other, NOW.plus(AnswerRepository.LEASE))).isEqualTo(new Beginning.OtherContent());
        answers().finish(attempt, () -> 1, one -> Optional.of(ANSWER));
        assertThat(answers().begin(other, NOW)).isEqualTo(new Beginning.OtherContent());
    }

    @Test
    void an_attempt_that_is_under_way_stands_in_the_way_for_its_lease_and_no_longer() throws StoreUnavailable {
        Attempt attempt = begun();
        Instant end = NOW.plus(AnswerRepository.LEASE);

        try (Store beside = secondNode()) {
            assertThat(beside.answers().begin(again(attempt), end.minusMillis(1))).isEqualTo(new Beginning.UnderWay());
            assertThat(beside.answers().begin(again(attempt), end)).isEqualTo(new Beginning.Begun());
        }
        assertThat(answers().begin(again(attempt), end)).isEqualTo(new Beginning.UnderWay());
    }

    @Test
    void an_attempt_whose_place_was_taken_changes_nothing() {
        Attempt slow = begun();
        Attempt quick = again(slow);
        AccountId account = samples().account();
        SubUser late = Samples.subUser(account, "late");
        assertThat(answers().begin(quick, NOW.plus(AnswerRepository.LEASE))).isEqualTo(new Beginning.Begun());

        Optional<Insertion> outcome = answers().finish(slow, () -> store().subUsers().insert(Samples.AUTHOR, late, 1),
                done -> Optional.of(ANSWER));

        assertThat(outcome).isEmpty();
        assertThat(store().subUsers().find(account, Environment.LIVE, late.id())).isEmpty();
        assertThat(answers().finish(quick, () -> 1, one -> Optional.of(ANSWER))).contains(1);
        assertThat(answers().finish(slow, () -> 1, one -> Optional.of(ANSWER))).isEmpty();
        assertThat(answers().finish(slow, () -> 1, one -> Optional.empty())).isEmpty();
        assertThat(answers().begin(again(slow), NOW)).isEqualTo(new Beginning.Repeated(ANSWER));
    }

    @Test
    void what_is_not_kept_may_be_attempted_again_and_its_changes_stay() {
        Attempt attempt = begun();
        SubUser subUser = Samples.subUser(samples().account(), "kept");

        assertThat(answers().finish(attempt, () -> store().subUsers().insert(Samples.AUTHOR, subUser, 1),
                done -> Optional.empty()))
                .isPresent();

        assertThat(store().subUsers().find(subUser.account(), Environment.LIVE, subUser.id())).isPresent();
        assertThat(answers().known(attempt.name(), NOW)).isFalse();
        assertThat(answers().begin(again(attempt), NOW)).isEqualTo(new Beginning.Begun());
    }

    @Test
    void work_that_throws_changes_nothing_and_may_be_attempted_again() {
        Attempt attempt = begun();
        SubUser subUser = Samples.subUser(samples().account(), "undone");

        assertThatThrownBy(() -> answers().finish(attempt, () -> {
            store().subUsers().insert(Samples.AUTHOR, subUser, 1);
            throw new IllegalArgumentException("broke");
        }, done -> Optional.of(ANSWER))).hasMessage("broke");

        assertThat(store().subUsers().find(subUser.account(), Environment.LIVE, subUser.id())).isEmpty();
        assertThat(answers().begin(again(attempt), NOW)).isEqualTo(new Beginning.Begun());
    }

    @Test
    void work_sees_what_it_changed_and_nobody_else_does_before_the_answer() {
        Attempt attempt = begun();
        SubUser subUser = Samples.subUser(samples().account(), "seen");

        answers().finish(attempt, () -> {
            store().subUsers().insert(Samples.AUTHOR, subUser, 1);
            assertThat(find(subUser)).isPresent();
            assertThat(elsewhere(() -> find(subUser))).isEmpty();
            return true;
        }, done -> Optional.of(ANSWER));

        assertThat(find(subUser)).isPresent();
    }

    private Optional<SubUser> find(SubUser subUser) {
        return store().subUsers().find(subUser.account(), Environment.LIVE, subUser.id());
    }

    private static <T> T elsewhere(Supplier<T> work) {
        try (ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor()) {
            return thread.submit(work::get).get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_change_that_the_schema_refuses_is_taken_back_alone() {
        Attempt attempt = begun();
        SubUser first = Samples.subUser(samples().account(), "first");
        SubUser nobodys = Samples.subUser(new AccountId(AccountId.PREFIX + Samples.ulid()), "nobodys");

        answers().finish(attempt, () -> {
            store().subUsers().insert(Samples.AUTHOR, first, 1);
            assertThatThrownBy(() -> store().subUsers().insert(Samples.AUTHOR, nobodys, 1)).isInstanceOf(
                    IllegalStateException.class);
            assertThat(find(first)).isPresent();
            return true;
        }, done -> Optional.of(ANSWER));

        assertThat(find(first)).isPresent();
        assertThat(find(nobodys)).isEmpty();
        assertThat(answers().begin(again(attempt), NOW)).isEqualTo(new Beginning.Repeated(ANSWER));
    }

    @Test
    void of_many_at_once_on_two_nodes_one_begins() throws Exception {
        Attempt first = attempt();
        CountDownLatch go = new CountDownLatch(1);
        List<Future<Beginning>> beginnings = new ArrayList<>();

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor(); Store beside = secondNode()) {
            for (int i = 0; i < 16; i++) {
                AnswerRepository node = i % 2 == 0 ? answers() : beside.answers();
                beginnings.add(threads.submit(() -> {
                    go.await();
                    return node.begin(again(first), NOW);
                }));
            }
            go.countDown();
            List<Beginning> found = new ArrayList<>();
            for (Future<Beginning> one : beginnings) {
                found.add(one.get());
            }

            assertThat(Collections.frequency(found, new Beginning.Begun())).isEqualTo(1);
            assertThat(Collections.frequency(found, new Beginning.UnderWay())).isEqualTo(15);
        }
    }

    @Test
    void an_answer_is_kept_for_24_hours() {
        Attempt attempt = answered();
        Instant end = NOW.plus(AnswerRepository.KEPT);

        assertThat(answers().known(attempt.name(), end.minusMillis(1))).isTrue();
        assertThat(answers().begin(again(attempt), end.minusMillis(1))).isEqualTo(new Beginning.Repeated(ANSWER));
        assertThat(answers().known(attempt.name(), end)).isFalse();
        Attempt other = new Attempt(attempt.name(), Samples.hash(), id());
        assertThat(answers().begin(other, end)).isEqualTo(new Beginning.Begun());
        assertThat(answers().begin(again(other), end)).isEqualTo(new Beginning.UnderWay());
    }

    @Test
    void old_attempts_are_forgotten_some_at_a_time() throws StoreUnavailable {
        try (Store fresh = freshStore()) {
            AnswerRepository answers = fresh.answers();
            for (int i = 0; i < 5; i++) {
                answers.begin(attempt(), NOW);
            }
            Attempt young = attempt();
            answers.begin(young, NOW.plusMillis(1));

            assertThat(answers.forgetBegunBefore(NOW, 3)).isEqualTo(3);
            assertThat(answers.forgetBegunBefore(NOW, 3)).isEqualTo(2);
            assertThat(answers.forgetBegunBefore(NOW, 3)).isZero();
            assertThat(answers.known(young.name(), NOW)).isTrue();
        }
    }

    @Test
    void names_are_told_apart() {
        SecretHash unknown = Samples.hash();
        answered();

        assertThat(answers().known(unknown, NOW)).isFalse();
    }
}
