package dev.tollgate.domain.admission;

import dev.tollgate.domain.address.Cidr;
import dev.tollgate.domain.address.CidrSet;
import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.error.GatewayError;
import dev.tollgate.domain.error.Refusal;
import dev.tollgate.domain.secret.Secret;
import dev.tollgate.domain.subuser.Product;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static dev.tollgate.domain.admission.AccessBuilder.PASSWORD;
import static dev.tollgate.domain.admission.AccessBuilder.subUser;
import static dev.tollgate.domain.admission.Gate.HERE;
import static dev.tollgate.domain.admission.Gate.THROTTLE;
import static dev.tollgate.domain.admission.Gate.address;
import static dev.tollgate.domain.admission.Gate.answer;
import static dev.tollgate.domain.admission.Gate.username;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AuthThrottleTest {
    private static final Secret WRONG = new Secret("wrong");

    private final Gate gate = new Gate(subUser("alice").build());

    @Test
    void the_hundred_and_first_failure_is_answered_late_with_its_own_code() {
        fail(100);

        Refusal late = gate.refusal("alice", WRONG);

        assertThat(late.error()).isEqualTo(GatewayError.AUTH_FAILED);
        assertThat(late.delay()).isEqualTo(Duration.ofMillis(250));
        assertThat(late.retryAfter()).contains(Duration.ofSeconds(6));
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            Refusal refusal = gate.refusal("alice", WRONG);
            assertThat(refusal.delay()).as("failure %d", i + 1).isZero();
            assertThat(refusal.retryAfter()).isEmpty();
        }
    }

    @Test
    void the_delay_doubles_to_two_seconds_while_the_budget_stays_empty() {
        fail(100);

        List<Duration> delays = IntStream.range(0, 100).mapToObj(i -> gate.refusal("alice", WRONG).delay()).toList();

        assertThat(delays.subList(0, 5)).containsExactly(Duration.ofMillis(250), Duration.ofMillis(500),
                Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(2));
        assertThat(delays.subList(4, 100)).containsOnly(Duration.ofSeconds(2));
    }

    @Test
    void the_delay_begins_anew_once_a_unit_has_flowed_back() {
        fail(100);
        gate.refusal("alice", WRONG);
        gate.refusal("alice", WRONG);

        gate.clock.pass(Duration.ofSeconds(6));
        fail(1);

        assertThat(gate.refusal("alice", WRONG).delay()).isEqualTo(Duration.ofMillis(250));
    }

    @Test
    void the_budget_is_full_again_after_the_window() {
        fail(100);
        gate.clock.pass(Duration.ofMinutes(10));

        fail(100);
        assertThat(gate.refusal("alice", WRONG).delay()).isPositive();
    }

    @Test
    void unknown_names_and_unlisted_sources_count_and_malformed_usernames_do_not() {
        gate.publish(subUser("alice").build(), subUser("bob").listed(Product.RESIDENTIAL, "192.0.2.1").build());
        for (int i = 0; i < 200; i++) {
            gate.show("helo_alice", WRONG);
            gate.showNothing();
        }
        for (int i = 0; i < 50; i++) {
            assertThat(gate.refusal("nobody", WRONG).delay()).isZero();
            assertThat(gate.refusal("bob", PASSWORD).delay()).isZero();
        }

        assertThat(gate.refusal("nobody", WRONG).delay()).isPositive();
        assertThat(gate.refusal("bob", PASSWORD).code()).isEqualTo("not-whitelisted");
        assertThat(gate.refusal("bob", PASSWORD).delay()).isPositive();
    }

    @Test
    void right_credentials_pass_when_the_budget_is_empty() {
        fail(100);
        gate.refusal("alice", WRONG);

        for (int i = 0; i < 10; i++) {
            assertThat(answer(gate.show(username("alice"), PASSWORD))).isEqualTo("pass");
        }
        assertThat(gate.refusal("alice", WRONG).delay()).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void right_credentials_cost_no_unit() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(answer(gate.show(username("alice"), PASSWORD))).isEqualTo("pass");
        }

        fail(100);
    }

    @Test
    void every_source_has_a_budget_of_its_own() {
        fail(100);

        gate.at("198.51.100.10");
        fail(100);
    }

    @Test
    void the_addresses_of_one_ipv6_network_share_a_budget() {
        gate.at("2001:db8::1");
        fail(60);
        gate.at("2001:db8::ffff:1:2:3");
        fail(40);

        assertThat(gate.refusal("alice", WRONG).delay()).isPositive();
        gate.at("2001:db8:0:1::1");
        fail(100);
    }

    @Test
    void an_exempt_source_is_never_late() {
        gate.throttle(new ThrottleSettings(1, THROTTLE.window(), THROTTLE.firstDelay(),
                CidrSet.of(List.of(Cidr.single(address(HERE))))));

        fail(300);
    }

    @Test
    void no_failures_allowed_means_no_throttle() {
        gate.throttle(new ThrottleSettings(0, THROTTLE.window(), THROTTLE.firstDelay(), CidrSet.EMPTY));

        fail(300);
    }

    @Test
    void strict_says_too_many_requests_to_every_failure_alike() {
        gate.publish(subUser("alice").build(), subUser("bob").listed(Product.RESIDENTIAL, "192.0.2.1").build());
        gate.strict();
        fail(100);

        Refusal wrong = gate.refusal("alice", WRONG);

        assertThat(wrong.code()).isEqualTo("auth-throttled");
        assertThat(wrong.error().status()).isEqualTo(429);
        assertThat(wrong.retryAfter()).contains(Duration.ofSeconds(6));
        assertThat(gate.refusal("nobody", WRONG).detail()).isEqualTo(wrong.detail());
        Authentication unlisted = gate.show(username("bob"), PASSWORD);
        assertThat(answer(unlisted)).isEqualTo("auth-throttled");
        assertThat(((Authentication.Unknown) unlisted).trueCode()).isEqualTo(GatewayError.NOT_WHITELISTED);
        assertThat(answer(gate.show(username("alice"), PASSWORD))).isEqualTo("pass");
    }

    @ParameterizedTest
    @CsvSource({"1, PT1S", "1, PT24H", "100000, PT1S", "1000000, PT24H", "7, PT10M", "99991, PT24H"})
    void the_budget_is_exact_at_every_setting(int failures, Duration window) {
        ThrottleSettings settings = new ThrottleSettings(failures, window, Duration.ofMillis(250), CidrSet.EMPTY);
        AuthThrottle throttle = new AuthThrottle();
        long now = gate.clock.now().nanos();

        for (int i = 0; i < failures; i++) {
            if (throttle.failed(gate.source, settings, now).isPresent()) {
                throw new AssertionError("unit " + i + " was refused");
            }
        }

        Duration wait = throttle.failed(gate.source, settings, now).orElseThrow().retryAfter();
        assertThat(wait).isPositive().isLessThanOrEqualTo(window.dividedBy(failures));
        assertThat(throttle.failed(gate.source, settings, now + wait.toNanos() - 1)).isPresent();
        assertThat(throttle.failed(gate.source, settings, now + wait.toNanos())).isEmpty();
    }

    @Test
    void a_shorter_window_frees_who_was_locked_out_by_the_longer_one() {
        ThrottleSettings day = new ThrottleSettings(1, Duration.ofHours(24), Duration.ofMillis(250), CidrSet.EMPTY);
        AuthThrottle throttle = new AuthThrottle();
        long now = gate.clock.now().nanos();
        assertThat(throttle.failed(gate.source, day, now)).isEmpty();

        assertThat(throttle.failed(gate.source, THROTTLE, now)).isPresent();
        assertThat(throttle.failed(gate.source, THROTTLE, now + Duration.ofSeconds(6).toNanos())).isEmpty();
    }

    @Test
    void a_budget_that_is_no_rate_is_no_setting() {
        assertThatThrownBy(() -> new ThrottleSettings(-1, THROTTLE.window(), THROTTLE.firstDelay(), CidrSet.EMPTY))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ThrottleSettings(1, Duration.ZERO, THROTTLE.firstDelay(), CidrSet.EMPTY))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void attempts_made_at_once_cannot_slip_through_together() {
        Authenticator authenticator = new Authenticator(AccessBuilder.KEY::hash, new AuthThrottle());
        Moment now = gate.clock.now();

        long undelayed = IntStream.range(0, 10_000).parallel()
                .filter(i -> Gate.refusal(authenticator.authenticate(
                        new Credentials.Presented(username("alice").getBytes(US_ASCII), WRONG.bytes()), gate.source,
                        gate.snapshots, gate.rules, now, new CheckLog())).delay().isZero())
                .count();

        assertThat(undelayed).isEqualTo(100);
    }

    @Test
    void the_memory_is_bounded_and_the_source_least_recently_seen_is_forgotten() {
        ThrottleSettings once = new ThrottleSettings(1, Duration.ofHours(24), Duration.ofMillis(250), CidrSet.EMPTY);
        AuthThrottle throttle = new AuthThrottle();
        long now = gate.clock.now().nanos();
        IpAddress busy = IpAddress.ofV4(1);
        assertThat(throttle.failed(busy, once, now)).isEmpty();
        assertThat(throttle.failed(gate.source, once, now)).isEmpty();

        for (int i = 0; i < 2 * AuthThrottle.MAX_SOURCES; i++) {
            assertThat(throttle.failed(IpAddress.ofV4(0x0a000000 + i), once, now)).isEmpty();
            if (i % 1_000 == 0) {
                assertThat(throttle.failed(busy, once, now)).isPresent();
            }
        }

        assertThat(throttle.sources()).isBetween(AuthThrottle.MAX_SOURCES * 9 / 10, AuthThrottle.MAX_SOURCES);
        assertThat(throttle.failed(gate.source, once, now)).isEmpty();
    }

    @Test
    void right_credentials_leave_no_trace() {
        AuthThrottle throttle = new AuthThrottle();
        Authenticator authenticator = new Authenticator(AccessBuilder.KEY::hash, throttle);

        for (int i = 0; i < 10; i++) {
            assertThat(answer(authenticator.authenticate(
                    new Credentials.Presented(username("alice").getBytes(US_ASCII), PASSWORD.bytes()),
                    IpAddress.ofV4(0x0a000000 + i), gate.snapshots, gate.rules, gate.clock.now(), new CheckLog())))
                    .isEqualTo("pass");
        }

        assertThat(throttle.sources()).isZero();
    }
}
