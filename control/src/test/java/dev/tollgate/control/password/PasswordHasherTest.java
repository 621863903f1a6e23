package dev.tollgate.control.password;

import dev.tollgate.control.password.PasswordHasher.Verdict;
import dev.tollgate.domain.login.PasswordHash;
import dev.tollgate.domain.secret.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class PasswordHasherTest {

    private static final Secret RIGHT = new Secret("correct horse battery");
    private static final PasswordCost QUICK = new PasswordCost(64, 1);

    private static PasswordHasher hasher(PasswordCost cost) {
        Random random = new Random(1);
        return new PasswordHasher(cost, count -> {
            byte[] bytes = new byte[count];
            random.nextBytes(bytes);
            return bytes;
        });
    }

    /// From the tests of the reference implementation, github.com/P-H-C/phc-winner-argon2, test.c.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            password          | $argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4
            password          | $argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc
            """)
    void it_computes_what_the_reference_computes(String password, String hash) {
        assertThat(Argon2id.matches(new Secret(password), new PasswordHash(hash))).isTrue();
        assertThat(Argon2id.matches(new Secret(password + "x"), new PasswordHash(hash))).isFalse();
    }

    @Test
    void a_password_is_right_or_wrong() {
        try (PasswordHasher hasher = hasher(PasswordCost.USUAL)) {
            PasswordHash hash = hasher.hash(RIGHT).orElseThrow();

            assertThat(hash.text()).startsWith("$argon2id$v=19$m=32768,t=3,p=1$");
            assertThat(hasher.compare(RIGHT, Optional.of(hash))).isEqualTo(Verdict.RIGHT);
            assertThat(hasher.compare(new Secret("correct horse batterx"), Optional.of(hash))).isEqualTo(Verdict.WRONG);
            assertThat(hasher.compare(RIGHT, Optional.empty())).isEqualTo(Verdict.WRONG);
            assertThat(hash).hasToString("PasswordHash[hidden]");
        }
    }

    @Test
    void the_same_password_has_another_hash_each_time() {
        try (PasswordHasher hasher = hasher(QUICK)) {
            Set<String> hashes = new HashSet<>();
            for (int i = 0; i < 10; i++) {
                hashes.add(hasher.hash(RIGHT).orElseThrow().text());
            }
            assertThat(hashes).hasSize(10);
        }
    }

    @Test
    void a_hash_that_was_made_at_another_cost_is_still_compared() {
        try (PasswordHasher before = hasher(new PasswordCost(128, 2)); PasswordHasher now = hasher(QUICK)) {
            assertThat(now.compare(RIGHT, before.hash(RIGHT))).isEqualTo(Verdict.RIGHT);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "$argon2i$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65",
        "$argon2id$v=16$m=256,t=2,p=1$c29t$nf65",
        "$argon2id$v=19$m=256,t=2$c29t$nf65", "$argon2id$v=19$m=256,t=2,p=1$c29t"})
    void what_is_no_hash_is_a_broken_store_and_no_wrong_password(String text) {
        assertThatThrownBy(() -> Argon2id.matches(RIGHT, new PasswordHash(text)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nobody_costs_what_somebody_costs() {
        try (PasswordHasher hasher = hasher(new PasswordCost(8 * 1024, 3))) {
            Optional<PasswordHash> hash = hasher.hash(RIGHT);
            Secret wrong = new Secret("wrong password");

            Duration somebody = fastest(() -> hasher.compare(wrong, hash));
            Duration nobody = fastest(() -> hasher.compare(wrong, Optional.empty()));

            assertThat(nobody).isBetween(somebody.dividedBy(3), somebody.multipliedBy(3));
        }
    }

    private static Duration fastest(Runnable work) {
        long[] nanos = new long[7];
        for (int i = 0; i < nanos.length; i++) {
            long begin = System.nanoTime();
            work.run();
            nanos[i] = System.nanoTime() - begin;
        }
        return Duration.ofNanos(Arrays.stream(nanos).min().orElseThrow());
    }

    @Test
    void two_are_hashed_at_once_and_who_finds_too_many_waiting_is_turned_away() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger atOnce = new AtomicInteger();
        Set<String> threads = ConcurrentHashMap.newKeySet();
        try (PasswordHasher hasher = new PasswordHasher(QUICK, count -> {
            atOnce.incrementAndGet();
            threads.add(Thread.currentThread().getName());
            awaitQuietly(go);
            return new byte[count];
        }); ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Optional<PasswordHash>>> results = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                results.add(callers.submit(() -> hasher.hash(RIGHT)));
            }
            await().until(() -> results.stream().filter(Future::isDone).count() == 100 - 2 - 64);
            assertThat(atOnce).hasValue(2);
            assertThat(hasher.compare(RIGHT, Optional.empty())).isEqualTo(Verdict.BUSY);

            go.countDown();

            int done = 0;
            for (Future<Optional<PasswordHash>> result : results) {
                done += result.get().isPresent() ? 1 : 0;
            }
            assertThat(done).isEqualTo(2 + 64);
            assertThat(threads).hasSizeLessThanOrEqualTo(2);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
