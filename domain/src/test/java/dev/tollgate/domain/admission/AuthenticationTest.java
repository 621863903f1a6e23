package dev.tollgate.domain.admission;

import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.admission.CheckLog.PasswordFinding;
import dev.tollgate.domain.admission.CheckLog.Result;
import dev.tollgate.domain.admission.SubUserAccess.Standing;
import dev.tollgate.domain.error.GatewayError;
import dev.tollgate.domain.error.Refusal;
import dev.tollgate.domain.secret.Secret;
import dev.tollgate.domain.subuser.AuthMode;
import dev.tollgate.domain.subuser.Passwords;
import dev.tollgate.domain.subuser.Product;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.tollgate.domain.admission.AccessBuilder.KEY;
import static dev.tollgate.domain.admission.AccessBuilder.PASSWORD;
import static dev.tollgate.domain.admission.AccessBuilder.subUser;
import static dev.tollgate.domain.admission.Gate.HERE;
import static dev.tollgate.domain.admission.Gate.answer;
import static dev.tollgate.domain.admission.Gate.refusal;
import static dev.tollgate.domain.admission.Gate.username;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

class AuthenticationTest {
    private static final Secret WRONG = new Secret("wrong");
    private static final Secret NONE = new Secret("");
    private static final Secret NEXT = new Secret("Zz8Rk2Xv0TnB4yLmZ6sJd9WfHc1GaPeU");
    private static final String ELSEWHERE = "192.0.2.0/24";

    /// G§9.3, row by row; `listed` is whether the source is on the list, `other` that only another one is, `none` that the list
    /// is empty.
    @ParameterizedTest
    @CsvSource({
        "either,    right, listed, pass",
        "either,    right, other,  pass",
        "either,    right, none,   pass",
        "either,    empty, listed, pass",
        "either,    empty, other,  not-whitelisted",
        "either,    empty, none,   auth-failed",
        "password,  right, listed, pass",
        "password,  right, other,  pass",
        "password,  right, none,   pass",
        "password,  empty, listed, auth-failed",
        "password,  empty, other,  auth-failed",
        "password,  empty, none,   auth-failed",
        "whitelist, right, listed, pass",
        "whitelist, empty, listed, pass",
        "whitelist, right, other,  not-whitelisted",
        "whitelist, empty, other,  not-whitelisted",
        "whitelist, right, none,   not-whitelisted",
        "whitelist, empty, none,   not-whitelisted",
        "both,      right, listed, pass",
        "both,      right, other,  not-whitelisted",
        "both,      right, none,   not-whitelisted",
        "both,      empty, listed, auth-failed",
        "both,      empty, other,  auth-failed",
        "both,      empty, none,   auth-failed",
        "auto,      right, none,   pass",
        "auto,      empty, none,   auth-failed",
        "auto,      right, listed, pass",
        "auto,      empty, listed, pass",
        "auto,      right, other,  not-whitelisted",
        "auto,      empty, other,  not-whitelisted"})
    void every_mode_asks_for_what_its_row_says(String mode, String password, String list, String expected) {
        Gate gate = new Gate(listed(mode, list).build());

        assertThat(answer(gate.show(username("alice"), password.equals("right") ? PASSWORD : NONE)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource
    void a_listed_source_does_not_rescue_a_wrong_password(AuthMode mode) {
        for (String list : new String[]{"listed", "other", "none"}) {
            Gate gate = new Gate(listed(mode.name(), list).build());

            assertThat(answer(gate.show(username("alice"), WRONG))).as(list).isEqualTo("auth-failed");
            assertThat(gate.log.password()).isEqualTo(PasswordFinding.WRONG);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"either", "whitelist", "auto", "both", "password"})
    void an_old_password_counts_as_right_within_its_grace(String mode) {
        Gate gate = new Gate();
        gate.publish(listed(mode, "listed").passwords(rotated(gate)).build());

        assertThat(answer(gate.show(username("alice"), PASSWORD))).isEqualTo("pass");
        assertThat(gate.log.password()).isEqualTo(PasswordFinding.OLD);
    }

    private static AccessBuilder listed(String mode, String list) {
        AccessBuilder alice = subUser("alice").authMode(AuthMode.valueOf(mode.toUpperCase(Locale.ROOT)));
        return switch (list) {
            case "listed" -> alice.listed(Product.RESIDENTIAL, HERE);
            case "other" -> alice.listed(Product.RESIDENTIAL, ELSEWHERE);
            default -> alice;
        };
    }

    private static Passwords rotated(Gate gate) {
        return Passwords.first(KEY.hash(PASSWORD)).rotate(KEY.hash(NEXT), instant(gate));
    }

    private static Instant instant(Gate gate) {
        return Instant.ofEpochMilli(gate.clock.now().epochMillis());
    }

    @Test
    void the_lists_of_the_products_are_separate() {
        Gate gate = new Gate(subUser("alice").listed(Product.MOBILE, HERE).build());

        assertThat(answer(gate.show("helo_alice-type-mob-region-us", NONE))).isEqualTo("pass");
        assertThat(answer(gate.show(username("alice"), NONE))).isEqualTo("auth-failed");
        assertThat(answer(gate.show(username("alice"), PASSWORD))).isEqualTo("pass");
    }

    @Test
    void a_list_of_another_sub_user_helps_nobody() {
        Gate gate = new Gate(subUser("alice").authMode(AuthMode.EITHER).build(),
                subUser("bob").listed(Product.RESIDENTIAL, HERE).build());

        assertThat(answer(gate.show(username("alice"), NONE))).isEqualTo("auth-failed");
    }

    @Test
    void the_refusal_names_the_source_and_the_list() {
        Gate gate = new Gate(listed("auto", "other").build());

        Refusal refusal = gate.refusal("alice", PASSWORD);

        assertThat(refusal.detail())
                .isEqualTo("Source 198.51.100.9 is not on the residential list of this sub-user.");
    }

    @Test
    void a_lone_hyphen_is_an_empty_password() {
        Gate gate = new Gate(listed("auto", "listed").build());

        assertThat(answer(gate.show(username("alice"), new Secret("-")))).isEqualTo("pass");
        assertThat(gate.log.password()).isEqualTo(PasswordFinding.EMPTY);
        assertThat(answer(gate.show(username("alice"), new Secret("--")))).isEqualTo("auth-failed");
    }

    @Test
    void a_password_over_255_bytes_is_wrong_and_never_empty() {
        Gate gate = new Gate(listed("either", "listed").build());

        assertThat(answer(gate.show(username("alice"), new byte[256]))).isEqualTo("auth-failed");
        assertThat(gate.log.password()).isEqualTo(PasswordFinding.WRONG);
    }

    @Test
    void a_password_of_255_bytes_is_compared_whole() {
        Secret longest = new Secret("x".repeat(255));
        Gate gate = new Gate(subUser("alice").passwords(Passwords.first(KEY.hash(longest))).build());

        assertThat(answer(gate.show(username("alice"), longest))).isEqualTo("pass");
        assertThat(answer(gate.show(username("alice"), new Secret("x".repeat(254))))).isEqualTo("auth-failed");
    }

    @Test
    void the_old_password_works_60_seconds_to_the_millisecond() {
        Gate gate = new Gate();
        gate.publish(subUser("alice").passwords(rotated(gate)).build());

        assertThat(answer(gate.show(username("alice"), NEXT))).isEqualTo("pass");
        gate.clock.pass(Duration.ofMillis(59_999));
        assertThat(answer(gate.show(username("alice"), PASSWORD))).isEqualTo("pass");
        gate.clock.pass(Duration.ofMillis(1));
        assertThat(answer(gate.show(username("alice"), PASSWORD))).isEqualTo("auth-failed");
        assertThat(answer(gate.show(username("alice"), NEXT))).isEqualTo("pass");
    }

    @Test
    void every_replaced_password_keeps_its_own_grace() {
        Gate gate = new Gate();
        Passwords twice = rotated(gate);
        gate.clock.pass(Duration.ofSeconds(40));
        Secret third = new Secret("third");
        twice = twice.rotate(KEY.hash(third), instant(gate));
        gate.publish(subUser("alice").passwords(twice).build());

        gate.clock.pass(Duration.ofSeconds(20));
        assertThat(answer(gate.show(username("alice"), PASSWORD))).isEqualTo("auth-failed");
        assertThat(answer(gate.show(username("alice"), NEXT))).isEqualTo("pass");
        gate.clock.pass(Duration.ofSeconds(40));
        assertThat(answer(gate.show(username("alice"), NEXT))).isEqualTo("auth-failed");
        assertThat(answer(gate.show(username("alice"), third))).isEqualTo("pass");
    }

    @Test
    void the_latest_eight_replaced_passwords_are_kept() {
        Gate gate = new Gate();
        Passwords many = Passwords.first(KEY.hash(new Secret("0")));
        for (int i = 1; i <= 9; i++) {
            many = many.rotate(KEY.hash(new Secret("" + i)), instant(gate));
        }
        gate.publish(subUser("alice").passwords(many).build());

        assertThat(answer(gate.show(username("alice"), new Secret("0")))).isEqualTo("auth-failed");
        for (int i = 1; i <= 9; i++) {
            assertThat(answer(gate.show(username("alice"), new Secret("" + i)))).as("password %d", i)
                    .isEqualTo("pass");
        }
    }

    @Test
    void a_name_that_was_never_issued_is_unknown() {
        Gate gate = new Gate(subUser("alice").build());

        Refusal refusal = gate.refusal("nobody", PASSWORD);

        assertThat(refusal.error()).isEqualTo(GatewayError.UNKNOWN_SUBUSER);
        assertThat(refusal.delay()).isZero();
        assertThat(refusal.retryAfter()).isEmpty();
        assertThat(gate.log.result(Check.USERNAME)).isEqualTo(Result.PASS);
        assertThat(gate.log.result(Check.SUBUSER)).isEqualTo(Result.FAIL);
        assertThat(gate.log.result(Check.CREDENTIAL)).isEqualTo(Result.NOT_REACHED);
    }

    @ParameterizedTest
    @EnumSource
    void nothing_opens_a_deleted_sub_user(AuthMode mode) {
        Gate gate = new Gate(listed(mode.name(), "listed").standing(Standing.DELETED).build());

        assertThat(answer(gate.show(username("alice"), PASSWORD))).isEqualTo("auth-failed");
        assertThat(answer(gate.show(username("alice"), NONE))).isEqualTo("auth-failed");
        assertThat(gate.log.result(Check.SUBUSER)).isEqualTo(Result.PASS);
        assertThat(gate.log.result(Check.CREDENTIAL)).isEqualTo(Result.FAIL);
    }

    @Test
    void a_disabled_sub_user_and_a_suspended_account_still_prove_who_they_are() {
        Gate gate = new Gate(subUser("alice").standing(Standing.DISABLED).suspended().build());

        assertThat(answer(gate.show(username("alice"), PASSWORD))).isEqualTo("pass");
        assertThat(answer(gate.show(username("alice"), WRONG))).isEqualTo("auth-failed");
    }

    @Test
    void strict_tells_unknown_deleted_wrong_and_unlisted_apart_in_nothing() {
        Gate gate = new Gate(subUser("wrong").build(), subUser("gone").standing(Standing.DELETED).build(),
                subUser("unlisted").listed(Product.RESIDENTIAL, ELSEWHERE).build()).strict();

        Refusal expected = gate.refusal("wrong", WRONG);

        assertThat(expected.error()).isEqualTo(GatewayError.AUTH_FAILED);
        assertThat(gate.refusal("wrong", NONE)).isEqualTo(expected);
        assertThat(gate.refusal("nobody", PASSWORD)).isEqualTo(expected);
        assertThat(gate.refusal("nobody", NONE)).isEqualTo(expected);
        assertThat(gate.refusal("gone", PASSWORD)).isEqualTo(expected);
        assertThat(gate.refusal("gone", NONE)).isEqualTo(expected);
        assertThat(gate.refusal("unlisted", NONE)).isEqualTo(expected);
        assertThat(gate.refusal("unlisted", WRONG)).isEqualTo(expected);
    }

    @Test
    void strict_tells_only_who_proved_the_password_that_the_source_is_missing() {
        Gate gate = new Gate(listed("auto", "other").build()).strict();

        assertThat(gate.refusal("alice", PASSWORD).code()).isEqualTo("not-whitelisted");
        assertThat(gate.refusal("alice", NONE).code()).isEqualTo("auth-failed");
    }

    @Test
    void strict_keeps_the_true_cause_for_the_record() {
        Gate gate = new Gate(listed("auto", "other").build()).strict();

        assertThat(trueCode(gate.show(username("nobody"), PASSWORD))).isEqualTo(GatewayError.UNKNOWN_SUBUSER);
        assertThat(trueCode(gate.show(username("alice"), NONE))).isEqualTo(GatewayError.NOT_WHITELISTED);
    }

    private static GatewayError trueCode(Authentication outcome) {
        return ((Authentication.Unknown) outcome).trueCode();
    }

    @ParameterizedTest
    @CsvSource({"helo_alice, bad-username", "alice-type-res-region-us, bad-username",
        "helo_alice-type-res-region-xx, unknown-region", "helo_alice-type-res-city-la, city-without-state",
        "helo_alice-type-res-state-ca, state-without-region",
        "helo_alice-type-res-region-us-session-a-sesstime-31, sesstime-out-of-range"})
    void a_username_is_judged_before_anybody_is_looked_up(String username, String expected) {
        Gate gate = new Gate();

        Authentication outcome = gate.show(username, NONE);

        assertThat(answer(outcome)).isEqualTo(expected);
        assertThat(gate.log.result(Check.CREDENTIALS)).isEqualTo(Result.PASS);
        assertThat(gate.log.result(Check.USERNAME)).isEqualTo(Result.FAIL);
        assertThat(gate.log.result(Check.SUBUSER)).isEqualTo(Result.NOT_REACHED);
    }

    @Test
    void without_credentials_and_without_a_default_nobody_passes() {
        Gate gate = new Gate(subUser("alice").listed(Product.RESIDENTIAL, HERE).build());

        assertThat(answer(gate.showNothing())).isEqualTo("auth-required");
        assertThat(gate.admitter.needsNoLogin(gate.source)).isFalse();
        assertThat(gate.log.result(Check.CREDENTIALS)).isEqualTo(Result.FAIL);
    }

    @Test
    void credentials_that_cannot_be_read_are_asked_for_again() {
        Gate gate = new Gate(defaulted("alice", HERE).build());

        Refusal refusal = refusal(gate.authenticate(new Credentials.Unusable("Only Basic is understood.")));

        assertThat(refusal.error()).isEqualTo(GatewayError.AUTH_REQUIRED);
        assertThat(refusal.detail()).isEqualTo("Only Basic is understood.");
    }

    private static AccessBuilder defaulted(String name, String range) {
        return subUser(name).listed(Product.RESIDENTIAL, range).defaultUsername(range, username(name));
    }

    @Test
    void the_only_default_username_of_a_source_stands_for_its_credentials() {
        Gate gate = new Gate(defaulted("alice", HERE).build(), defaulted("bob", "192.0.2.7").build());

        Authentication outcome = gate.showNothing();

        assertThat(answer(outcome)).isEqualTo("pass");
        assertThat(((Authentication.Authenticated) outcome).subUser().name()).isEqualTo("alice");
        assertThat(gate.admitter.needsNoLogin(gate.source)).isTrue();
        assertThat(answer(gate.at("198.51.100.10").showNothing())).isEqualTo("auth-required");
    }

    @ParameterizedTest
    @ValueSource(strings = {HERE, "198.51.100.0/24"})
    void two_default_usernames_for_one_source_are_nobodys(String second) {
        Gate gate = new Gate(defaulted("alice", HERE).build(),
                defaulted("bob", second).of(new AccountId("usr_two")).build());

        assertThat(answer(gate.showNothing())).isEqualTo("auth-required");
        assertThat(gate.admitter.needsNoLogin(gate.source)).isFalse();
    }

    @Test
    void an_entry_without_a_default_username_leaves_the_other_ones_alone() {
        Gate gate = new Gate(defaulted("alice", HERE).build(), subUser("bob").listed(Product.RESIDENTIAL, HERE)
                .build());

        assertThat(answer(gate.showNothing())).isEqualTo("pass");
    }

    @Test
    void a_default_username_comes_with_an_empty_password() {
        Gate gate = new Gate(defaulted("alice", HERE).authMode(AuthMode.PASSWORD).build());

        assertThat(answer(gate.showNothing())).isEqualTo("auth-failed");
        assertThat(gate.log.password()).isEqualTo(PasswordFinding.EMPTY);
    }

    @Test
    void a_default_username_ends_with_its_entry() {
        Gate gate = new Gate(defaulted("alice", HERE).build());

        gate.snapshots.publish(gate.snapshots.current().with(
                AccessBuilder.changes(2, subUser("alice").build())),
                gate.clock.now().nanos());

        assertThat(answer(gate.showNothing())).isEqualTo("auth-required");
    }

    @Test
    void an_unknown_name_is_not_called_unknown_by_a_snapshot_over_60_seconds_old() {
        Gate gate = new Gate(subUser("alice").build());

        gate.clock.pass(SnapshotHolder.FRESH);
        assertThat(gate.refusal("nobody", PASSWORD).code()).isEqualTo("unknown-subuser");
        gate.clock.pass(Duration.ofMillis(1));
        assertThat(gate.refusal("nobody", PASSWORD).code()).isEqualTo("auth-unavailable");
        assertThat(gate.log.result(Check.NODE)).isEqualTo(Result.FAIL);
        assertThat(answer(gate.show(username("alice"), PASSWORD))).isEqualTo("pass");
    }

    @Test
    void an_unavailable_store_costs_nobody_a_unit_of_the_throttle() {
        Gate gate = new Gate();
        gate.clock.pass(Duration.ofHours(1));
        for (int i = 0; i < 200; i++) {
            assertThat(gate.refusal("nobody", PASSWORD).delay()).isZero();
        }
    }

    @Test
    void known_sub_users_go_on_for_24_hours_without_the_store() {
        Gate gate = new Gate(subUser("alice").build());

        gate.clock.pass(SnapshotHolder.USABLE);
        assertThat(gate.admitter.judgeSnapshot(gate.clock.now(), new CheckLog())).isEmpty();
        gate.clock.pass(Duration.ofMillis(1));
        assertThat(gate.admitter.judgeSnapshot(gate.clock.now(), new CheckLog())).map(Refusal::code)
                .contains("auth-unavailable");
    }

    @Test
    void a_step_of_the_wall_clock_ages_no_snapshot() {
        Gate gate = new Gate(subUser("alice").build());

        gate.clock.setWallClock(Duration.ofDays(3));

        assertThat(gate.snapshots.fresh(gate.clock.now().nanos())).isTrue();
    }

    @Test
    void a_node_that_never_loaded_a_snapshot_recognises_nobody() {
        SnapshotHolder holder = new SnapshotHolder(AccessSnapshot.empty(AccessBuilder.RULES));

        assertThat(holder.usable(0)).isFalse();
        assertThat(holder.fresh(0)).isFalse();
        assertThat(holder.confirmedNanos()).isEmpty();
    }

    @Test
    void credentials_print_nothing() {
        assertThat(new Credentials.Presented(username("alice").getBytes(US_ASCII),
                PASSWORD.bytes()).toString()).isEqualTo("Presented[hidden]");
    }
}
