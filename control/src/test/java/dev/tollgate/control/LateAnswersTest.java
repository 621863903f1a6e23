package dev.tollgate.control;

import dev.tollgate.control.authentication.FailedAuthentications;
import dev.tollgate.domain.address.Cidr;
import dev.tollgate.domain.address.CidrSet;
import dev.tollgate.domain.address.IpAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// A source that fails to authenticate again and again is answered late (A§1.5).
class LateAnswersTest {

    private static final int BUDGET = 600;
    private static final IpAddress SOURCE = IpAddress.parse("203.0.113.7").orElseThrow();

    private TestApi api;

    @BeforeEach
    void start() {
        TestApi.Choices usual = TestApi.Choices.USUAL;
        api = new TestApi(new TestApi.Choices(CidrSet.of(List.of(Cidr.parse("127.0.0.1").orElseThrow())), usual.tls(),
                usual.subUsers(), usual.lastUse()));
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private Reply fail(String source) {
        return api.as("").get("/users/me", "Authorization", "Bearer hel_live_wrong", "X-Forwarded-For", source);
    }

    private void useUp(String source) {
        for (int i = 0; i < BUDGET; i++) {
            fail(source);
        }
    }

    @Test
    void after_600_failures_in_a_minute_further_ones_are_answered_later_and_later_up_to_2_s() {
        useUp("203.0.113.7");
        assertThat(api.pauses).isEmpty();

        for (int i = 0; i < 6; i++) {
            assertThat(fail("203.0.113.7").code()).isEqualTo("invalid_token");
        }

        assertThat(api.pauses).extracting(Duration::toMillis).containsExactly(250L, 500L, 1_000L, 2_000L, 2_000L,
                2_000L);
    }

    @Test
    void a_missing_token_is_a_failure_and_its_code_stays() {
        useUp("203.0.113.7");

        assertThat(api.as("").get("/users/me", "X-Forwarded-For", "203.0.113.7").code()).isEqualTo("missing_token");
        assertThat(api.pauses).hasSize(1);
    }

    @Test
    void valid_tokens_from_the_same_source_and_other_sources_pass_at_once() {
        useUp("203.0.113.7");

        assertThat(api.caller().get("/users/me", "X-Forwarded-For", "203.0.113.7").status()).isEqualTo(200);
        assertThat(fail("203.0.113.8").code()).isEqualTo("invalid_token");
        assertThat(api.pauses).isEmpty();
    }

    @Test
    void a_quiet_minute_makes_good() {
        useUp("203.0.113.7");
        fail("203.0.113.7");

        api.clock.move(Duration.ofMinutes(1));
        fail("203.0.113.7");

        assertThat(api.pauses).hasSize(1);
    }

    @Test
    void a_network_of_ipv6_is_one_source() {
        useUp("2001:db8::1");

        fail("2001:db8::2");
        fail("2001:db8:0:1::1");

        assertThat(api.pauses).hasSize(1);
    }

    @Test
    void only_so_many_answers_are_held_back_at_once() throws InterruptedException {
        int more = 50;
        Semaphore release = new Semaphore(0);
        CountDownLatch full = new CountDownLatch(FailedAuthentications.MOST_WAITING);
        CountDownLatch answered = new CountDownLatch(FailedAuthentications.MOST_WAITING + more);
        AtomicInteger waiting = new AtomicInteger();
        FailedAuthentications failures = new FailedAuthentications(() -> 0, pause -> {
            waiting.incrementAndGet();
            full.countDown();
            release.acquireUninterruptibly();
        });
        for (int i = 0; i < BUDGET; i++) {
            failures.failed(SOURCE);
        }
        for (int i = 0; i < FailedAuthentications.MOST_WAITING; i++) {
            Thread.ofVirtual().start(() -> {
                failures.failed(SOURCE);
                answered.countDown();
            });
        }
        full.await();

        for (int i = 0; i < more; i++) {
            failures.failed(SOURCE);
            answered.countDown();
        }

        assertThat(waiting).hasValue(FailedAuthentications.MOST_WAITING);
        release.release(FailedAuthentications.MOST_WAITING);
        answered.await();
    }
}
