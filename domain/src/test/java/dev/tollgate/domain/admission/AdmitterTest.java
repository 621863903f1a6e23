package dev.tollgate.domain.admission;

import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.account.Environment;
import dev.tollgate.domain.admission.CheckLog.Result;
import dev.tollgate.domain.admission.SubUserAccess.Standing;
import dev.tollgate.domain.error.GatewayError;
import dev.tollgate.domain.error.LimitHit;
import dev.tollgate.domain.error.Refusal;
import dev.tollgate.domain.exit.ExitWish;
import dev.tollgate.domain.limit.Allowance;
import dev.tollgate.domain.limit.Permit;
import dev.tollgate.domain.secret.Secret;
import dev.tollgate.domain.subuser.Product;
import dev.tollgate.domain.subuser.SubUserId;
import dev.tollgate.domain.target.Guard;
import dev.tollgate.domain.target.OwnListeners;
import dev.tollgate.domain.target.TargetPolicy;
import dev.tollgate.domain.target.TargetRules;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.tollgate.domain.admission.AccessBuilder.PASSWORD;
import static dev.tollgate.domain.admission.AccessBuilder.subUser;
import static dev.tollgate.domain.admission.Gate.answer;
import static dev.tollgate.domain.admission.Gate.permit;
import static dev.tollgate.domain.admission.Gate.username;
import static dev.tollgate.domain.subuser.Product.MOBILE;
import static dev.tollgate.domain.subuser.Product.RESIDENTIAL;
import static org.assertj.core.api.Assertions.assertThat;

class AdmitterTest {
    private static final Secret WRONG = new Secret("wrong");
    private static final Allowance ONE = new Allowance(1, 1, 1, 1);

    /// What can go wrong at one check, and how to make it go wrong: all at once, the first in the order of G§10 answers.
    private static final List<Fault> IN_ORDER = List.of(
            new Fault(Check.NODE, "maintenance", attempt -> attempt.condition = Optional.of(GatewayError.MAINTENANCE)),
            new Fault(Check.USERNAME, "bad-username", attempt -> attempt.username = "helo_alice-type-res"),
            new Fault(Check.SUBUSER, "unknown-subuser", attempt -> attempt.username = username("nobody")),
            new Fault(Check.CREDENTIAL, "auth-failed", attempt -> attempt.password = WRONG),
            new Fault(Check.TRANSPORT, "tls-required", attempt -> attempt.tls = false),
            new Fault(Check.SUBUSER_STATUS, "subuser-disabled",
                    attempt -> attempt.alice.standing(Standing.DISABLED)),
            new Fault(Check.ACCOUNT_STATUS, "account-suspended", attempt -> attempt.alice.suspended()),
            new Fault(Check.PRODUCT, "product-not-enabled", attempt -> attempt.enabled = false),
            new Fault(Check.KYC, "kyc-required", attempt -> attempt.kyc = Set.of(RESIDENTIAL)),
            new Fault(Check.BALANCE, "insufficient_balance", attempt -> attempt.alice.spent(RESIDENTIAL)),
            new Fault(Check.PORT, "restricted-port", attempt -> attempt.port = ":25"),
            new Fault(Check.TARGET, "restricted-target", attempt -> attempt.host = "127.0.0.1"),
            new Fault(Check.RPS, "rps-limit", attempt -> attempt.rateSpent = true),
            new Fault(Check.CONCURRENCY, "concurrent-limit", attempt -> attempt.slotTaken = true));

    private record Fault(Check check, String code, Consumer<Attempt> cause) {}

    /// A request that passes, until faults are put into it.
    private static final class Attempt {
        private final AccessBuilder alice = subUser("alice").requireTls();
        private String username = username("alice");
        private Secret password = PASSWORD;
        private Optional<GatewayError> condition = Optional.empty();
        private boolean tls = true;
        private Set<Product> kyc = Set.of();
        private String host = "example.com";
        private String port = ":443";
        private boolean enabled = true;
        private boolean rateSpent;
        private boolean slotTaken;

        Gate gate() {
            if (rateSpent || slotTaken) {
                alice.allowance(RESIDENTIAL, new Allowance(slotTaken ? 1 : 9, 1, 9, 1));
            }
            if (!enabled) {
                alice.without(RESIDENTIAL);
            }
            AccessBuilder.Facts access = alice.build();
            Gate gate = new Gate(access);
            gate.condition = condition;
            gate.tls = tls;
            gate.rules = new AdmissionRules(false, gate.rules.throttle(), gate.rules.targets(), kyc);
            if (access.account().enables(access.subUser(), RESIDENTIAL)) {
                spend(gate, access.subUser(), access.allowance(RESIDENTIAL));
            }
            return gate;
        }

        private void spend(Gate gate, SubUserAccess access, Allowance allowance) {
            long now = gate.clock.now().nanos();
            if (rateSpent) {
                gate.limits.takeRate(access.id(), RESIDENTIAL, allowance, now);
            }
            if (slotTaken) {
                gate.limits.takeSlot(access.id(), RESIDENTIAL, allowance, now);
            }
        }

        Admission ask(Gate gate) {
            return gate.request(username, password, host + port, Optional.empty());
        }
    }

    @Test
    void of_two_faults_the_earlier_check_answers() {
        for (int earlier = 0; earlier < IN_ORDER.size(); earlier++) {
            for (int later = earlier; later < IN_ORDER.size(); later++) {
                Fault first = IN_ORDER.get(earlier);
                Attempt attempt = new Attempt();
                // The later one first: both may write the same part, and the earlier one's fault is to be there.
                IN_ORDER.get(later).cause.accept(attempt);
                first.cause.accept(attempt);
                Gate gate = attempt.gate();

                String answer = answer(attempt.ask(gate));

                assertThat(answer).as("%s before %s", first.check, IN_ORDER.get(later).check).isEqualTo(first.code);
                assertThat(gate.log.result(first.check)).isEqualTo(Result.FAIL);
                assertBehind(gate.log, first.check);
            }
        }
    }

    private static void assertBehind(CheckLog log, Check failed) {
        for (Check check : Check.values()) {
            if (check.ordinal() > failed.ordinal()) {
                assertThat(log.result(check)).as("%s after %s failed", check, failed).isEqualTo(Result.NOT_REACHED);
            } else if (check.ordinal() < failed.ordinal() && check != Check.MESSAGE) {
                assertThat(log.result(check)).as("%s before %s failed", check, failed)
                        .isIn(Result.PASS, Result.SKIPPED);
            }
        }
    }

    @Test
    void a_request_without_faults_passes_every_check_up_to_concurrency() {
        Attempt attempt = new Attempt();
        Gate gate = attempt.gate();

        assertThat(answer(attempt.ask(gate))).isEqualTo("pass");
        assertThat(gate.log.result(Check.CONCURRENCY)).isEqualTo(Result.PASS);
        assertThat(gate.log.result(Check.BATCH)).isEqualTo(Result.SKIPPED);
        assertThat(gate.log.result(Check.EXIT)).isEqualTo(Result.NOT_REACHED);
    }

    @Test
    void a_refused_request_holds_no_slot_and_costs_no_unit_before_its_check() {
        for (Fault fault : IN_ORDER) {
            Attempt attempt = new Attempt();
            attempt.alice.allowance(RESIDENTIAL, ONE);
            fault.cause.accept(attempt);
            Gate gate = attempt.gate();
            int before = gate.limits.held();

            attempt.ask(gate);

            assertThat(gate.limits.held()).as("slots after %s", fault.check).isEqualTo(before);
            boolean unitLeft = gate.limits.takeRate(attempt.alice.build().subUser().id(), RESIDENTIAL, ONE,
                    gate.clock.now().nanos()).isEmpty();
            assertThat(unitLeft).as("a unit left after %s", fault.check)
                    .isEqualTo(fault.check.ordinal() < Check.RPS.ordinal());
        }
    }

    @Test
    void a_limit_that_refuses_tells_its_size_and_how_much_is_used() {
        Gate gate = new Gate(subUser("alice").allowance(RESIDENTIAL, new Allowance(1, 9, 5, 5)).build());
        permit(gate.request(username("alice")));

        Refusal refusal = refusal(gate.request(username("alice")));

        assertThat(refusal.limit()).contains(new LimitHit(1, 1));
        assertThat(refusal.retryAfter()).contains(Duration.ofSeconds(1));
    }

    @Test
    void the_rate_is_the_plans_figure_where_the_sub_users_own_is_higher() {
        Gate gate = new Gate(subUser("alice").allowance(RESIDENTIAL, new Allowance(9, 10_000, 9, 2)).build());
        permit(gate.request(username("alice")));
        permit(gate.request(username("alice")));

        assertThat(refusal(gate.request(username("alice"))).limit()).contains(new LimitHit(2, 2));
    }

    @Test
    void changed_limits_hold_for_the_next_request_and_cut_nothing() {
        Gate gate = new Gate(subUser("alice").build());
        Permit open = permit(gate.request(username("alice")));

        gate.publish(subUser("alice").allowance(RESIDENTIAL, new Allowance(1, 9, 9, 9)).build());

        assertThat(answer(gate.request(username("alice")))).isEqualTo("concurrent-limit");
        assertThat(open.covers(new SubUserId("sub_alice"), RESIDENTIAL)).isTrue();
    }

    @Test
    void a_kept_alive_connection_keeps_its_slot_from_request_to_request() {
        Gate gate = new Gate(subUser("alice").allowance(RESIDENTIAL, new Allowance(1, 9, 1, 9)).build());
        Permit held = permit(gate.request(username("alice")));

        assertThat(permit(again(gate, "alice", held))).isSameAs(held);
        assertThat(gate.limits.held()).isEqualTo(1);
    }

    private static Admission again(Gate gate, String name, Permit held) {
        return gate.request(username(name), PASSWORD, "example.com:443", Optional.of(held));
    }

    @Test
    void the_slot_moves_to_the_sub_user_that_the_next_request_names() {
        Gate gate = new Gate(subUser("alice").build(), subUser("bob").build());
        Permit held = permit(gate.request(username("alice")));

        Permit moved = permit(again(gate, "bob", held));

        assertThat(gate.limits.held()).isEqualTo(1);
        assertThat(gate.limits.held(moved.subUser())).isEqualTo(1);
        assertThat(gate.limits.held(held.subUser())).isZero();
    }

    @Test
    void the_slot_stays_when_the_other_sub_user_is_full() {
        Gate gate = new Gate(subUser("alice").build(),
                subUser("bob").of(new AccountId("usr_two")).allowance(RESIDENTIAL, new Allowance(1, 9, 1, 9)).build());
        permit(gate.request(username("bob")));
        Permit held = permit(gate.request(username("alice")));

        assertThat(answer(again(gate, "bob", held))).isEqualTo("concurrent-limit");
        assertThat(gate.limits.held(held.subUser())).isEqualTo(1);
        assertThat(permit(again(gate, "alice", held))).isSameAs(held);
    }

    @Test
    void a_connection_with_the_only_slot_may_change_the_product() {
        Allowance single = new Allowance(1, 9, 1, 9);
        Gate gate = new Gate(subUser("alice").allowance(RESIDENTIAL, single).allowance(MOBILE, single).build());
        Permit held = permit(gate.request(username("alice")));

        Permit moved = permit(gate.request("helo_alice-type-mob-region-us", PASSWORD, "example.com:443",
                Optional.of(held)));

        assertThat(moved.product()).isEqualTo(MOBILE);
        assertThat(gate.limits.held()).isEqualTo(1);
        moved.close();
        assertThat(gate.limits.held()).isZero();
    }

    @Test
    void a_plan_that_is_lowered_clips_its_sub_users_with_the_next_request_and_a_raised_one_lets_go() {
        Gate gate = new Gate(subUser("alice").allowance(RESIDENTIAL, new Allowance(9, 9, 9, 9)).build());
        AccessBuilder.Facts lowered = subUser("alice").allowance(RESIDENTIAL, new Allowance(9, 9, 1, 9)).build();
        permit(gate.request(username("alice")));
        permit(gate.request(username("alice")));

        changeAccount(gate, lowered.account());

        assertThat(answer(gate.request(username("alice")))).isEqualTo("concurrent-limit");
        changeAccount(gate, subUser("alice").build().account());
        assertThat(answer(gate.request(username("alice")))).isEqualTo("pass");
    }

    private static void changeAccount(Gate gate, AccountAccess account) {
        AccessSnapshot now = gate.snapshots.current();
        gate.snapshots.publish(now.with(new AccessChanges(now.revision() + 1, List.of(), List.of(account),
                Optional.empty())), gate.clock.now().nanos());
    }

    @Test
    void a_product_that_left_the_plan_is_not_enabled() {
        Gate gate = new Gate(subUser("alice").notInPlan(RESIDENTIAL).build());

        assertThat(answer(gate.request(username("alice")))).isEqualTo("product-not-enabled");
        assertThat(answer(gate.request("helo_alice-type-mob-region-us"))).isEqualTo("pass");
    }

    @Test
    void volume_that_is_spent_stops_its_own_product_and_never_the_sandbox() {
        Gate gate = new Gate(subUser("alice").spent(RESIDENTIAL).build());
        Gate sandbox = new Gate(subUser("alice").environment(Environment.TEST).spent(RESIDENTIAL).build());

        assertThat(answer(gate.request(username("alice")))).isEqualTo("insufficient_balance");
        assertThat(answer(gate.request("helo_alice-type-mob-region-us"))).isEqualTo("pass");
        assertThat(answer(sandbox.request(username("alice")))).isEqualTo("pass");
    }

    @Test
    void a_product_that_needs_verification_serves_verified_accounts() {
        Gate gate = new Gate(subUser("alice").kycApproved().build());
        gate.rules = new AdmissionRules(false, gate.rules.throttle(), gate.rules.targets(), Set.of(RESIDENTIAL));

        assertThat(answer(gate.request(username("alice")))).isEqualTo("pass");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:443", "10.0.0.1:443", "localhost:443", "[::1]:443", "[::ffff:10.0.0.1]:443"})
    void a_private_target_is_refused_without_saying_what_is_there(String target) {
        Gate gate = new Gate(subUser("alice").build());

        Refusal refusal = refusal(ask(gate, target));

        assertThat(refusal.error()).isEqualTo(GatewayError.RESTRICTED_TARGET);
        assertThat(refusal.detail()).isEqualTo(
                "The target is not a public address; the operator can open it with targets.allow, but never the node itself.");
    }

    private static Admission ask(Gate gate, String target) {
        return gate.request(username("alice"), PASSWORD, target, Optional.empty());
    }

    @Test
    void report_mode_lets_private_targets_through_and_tells_of_them() {
        Gate gate = new Gate(subUser("alice").build())
                .targets(Gate.policy(TargetRules.DEFAULT.withGuard(Guard.REPORT)));

        assertThat(answer(ask(gate, "10.0.0.1:443"))).isEqualTo("pass");
        assertThat(answer(ask(gate, "example.com:443"))).isEqualTo("pass");
        assertThat(gate.reported).containsExactly("10.0.0.1:443");
        assertThat(answer(ask(gate, "10.0.0.1:25"))).isEqualTo("restricted-port");
    }

    @Test
    void the_nodes_own_listeners_are_refused_in_report_mode_too() {
        OwnListeners own = OwnListeners.of(Set.of(Gate.address("8.8.4.4")), Set.of(7777));
        BiFunction<Guard, String, String> asked = (guard, target) -> answer(
                ask(new Gate(subUser("alice").build())
                        .targets(new TargetPolicy(TargetRules.DEFAULT.withGuard(guard), own)), target));

        assertThat(asked.apply(Guard.REPORT, "8.8.4.4:7777")).isEqualTo("restricted-target");
        assertThat(asked.apply(Guard.REPORT, "127.0.0.1:7777")).isEqualTo("restricted-target");
        assertThat(asked.apply(Guard.ENFORCE, "8.8.4.4:7778")).isEqualTo("pass");
    }

    @Test
    void a_sub_user_deleted_after_its_login_is_refused_at_the_request() {
        Gate gate = new Gate(subUser("alice").requireTls().build());
        gate.tls = false;
        Authentication login = gate.show(username("alice"), PASSWORD);
        gate.publish(subUser("alice").requireTls().standing(Standing.DELETED).build());

        Admission outcome = admit(gate, login);

        assertThat(answer(outcome)).isEqualTo("auth-failed");
        assertThat(gate.log.result(Check.CREDENTIAL)).isEqualTo(Result.FAIL);
        assertThat(gate.log.result(Check.TRANSPORT)).isEqualTo(Result.NOT_REACHED);
    }

    @Test
    void what_changed_between_login_and_request_holds_for_the_request() {
        Gate gate = new Gate(subUser("alice").build());
        Authentication login = gate.show(username("alice"), PASSWORD);
        gate.publish(subUser("alice").standing(Standing.DISABLED).build());

        assertThat(answer(admit(gate, login))).isEqualTo("subuser-disabled");
    }

    private static Admission admit(Gate gate, Authentication login) {
        return gate.admitter.admit((Authentication.Authenticated) login, Gate.target("example.com:443"), gate.tls,
                Optional.empty(), gate.clock.now(), gate.log);
    }

    @ParameterizedTest
    @EnumSource(names = {"MAINTENANCE", "METERING_UNAVAILABLE", "GATEWAY_OVERLOADED"})
    void a_node_that_takes_nothing_says_why(GatewayError condition) {
        Gate gate = new Gate(subUser("alice").build());
        gate.condition = Optional.of(condition);

        assertThat(answer(gate.request(username("alice")))).isEqualTo(condition.code());
    }

    @Test
    void a_node_that_leaves_says_so_before_all_else_and_then_misses_its_snapshot() {
        Gate gate = new Gate(subUser("alice").build());
        gate.clock.pass(SnapshotHolder.USABLE.plusMillis(1));

        gate.condition = Optional.of(GatewayError.METERING_UNAVAILABLE);
        assertThat(answer(gate.request(username("alice")))).isEqualTo("auth-unavailable");
        gate.condition = Optional.of(GatewayError.MAINTENANCE);
        assertThat(answer(gate.request(username("alice")))).isEqualTo("maintenance");
    }

    @Test
    void what_is_wished_of_the_exit_is_what_the_username_says() {
        Gate gate = new Gate(subUser("alice").build());

        Admission.Admitted admitted = (Admission.Admitted) gate
                .request("helo_alice-type-mob-region-us-state-ca-city-la-asn-7922");

        assertThat(admitted.wish()).isEqualTo(new ExitWish(MOBILE, "us", Optional.of("ca"),
                Optional.of("la"), Optional.of("7922")));
    }

    private static Refusal refusal(Admission outcome) {
        return ((Admission.Refused) outcome).refusal();
    }
}
