package dev.tollgate.store.member;

import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.login.AttemptRepository;
import dev.tollgate.domain.login.AttemptRepository.Begun;
import dev.tollgate.domain.login.ConsoleSession;
import dev.tollgate.domain.login.CredentialRepository.Credentials;
import dev.tollgate.domain.login.PasswordHash;
import dev.tollgate.domain.login.SecondFactor;
import dev.tollgate.domain.login.SessionRepository.SignedIn;
import dev.tollgate.domain.login.SetupRepository.Completion;
import dev.tollgate.domain.login.SetupRepository.State;
import dev.tollgate.domain.member.Invitation;
import dev.tollgate.domain.member.Member;
import dev.tollgate.domain.member.Member.LastLogin;
import dev.tollgate.domain.member.Role;
import dev.tollgate.domain.secret.SecretHash;
import dev.tollgate.store.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static dev.tollgate.store.member.MemberPorts.AUTHOR;
import static dev.tollgate.store.member.MemberPorts.LOGIN;
import static dev.tollgate.store.member.MemberPorts.NOW;
import static dev.tollgate.store.member.MemberPorts.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

/// What every keeper of passwords, sessions and second factors promises.
interface LoginContract {

    MemberPorts ports();

    /// Ports of an installation that nobody set up.
    MemberPorts fresh() throws Exception;

    private Member member() {
        return ports().active(ports().accounts().get(), Role.VIEWER);
    }

    private void setEnabled(Member member, boolean enabled) {
        ports().members().update(AUTHOR, member.account(), member.id(), OptionalLong.empty(),
                one -> one.with(one.name(), one.role(), enabled));
    }

    @Test
    default void an_invitation_gives_a_password_once() {
        AccountId account = ports().accounts().get();
        SecretHash code = Samples.hash();
        Member invited = MemberPorts.invited(account, Role.VIEWER);
        ports().members().insert(AUTHOR, invited, MemberPorts.invitation(code));
        assertThat(ports().credentials().invited(code, NOW)).contains(invited);
        assertThat(ports().credentials().find(invited.email()))
                .contains(new Credentials(invited, Optional.empty(), Optional.empty()));

        Member accepted = invited.accepting().changed();
        assertThat(ports().credentials().accept(AUTHOR, code, PASSWORD, NOW)).contains(accepted);

        assertThat(ports().credentials().accept(AUTHOR, code, new PasswordHash("$other"), NOW)).isEmpty();
        assertThat(ports().credentials().invited(code, NOW)).isEmpty();
        assertThat(ports().credentials().find(invited.email().toUpperCase(Locale.ROOT)))
                .contains(new Credentials(accepted, Optional.of(PASSWORD), Optional.empty()));
        assertThat(ports().members().find(account, invited.id())).contains(accepted);
    }

    @Test
    default void an_invitation_ends_after_72_hours() {
        SecretHash code = Samples.hash();
        Member invited = MemberPorts.invited(ports().accounts().get(), Role.VIEWER);
        ports().members().insert(AUTHOR, invited, MemberPorts.invitation(code));
        Instant end = NOW.plus(Invitation.VALID);

        assertThat(Invitation.VALID).isEqualTo(Duration.ofDays(3));
        assertThat(ports().credentials().invited(code, end)).isEmpty();
        assertThat(ports().credentials().accept(AUTHOR, code, PASSWORD, end)).isEmpty();
        assertThat(ports().credentials().accept(AUTHOR, code, PASSWORD, end.minusMillis(1))).isPresent();
    }

    @Test
    default void an_invitation_of_a_disabled_or_removed_member_is_void() {
        AccountId account = ports().accounts().get();
        SecretHash ofDisabled = Samples.hash();
        SecretHash ofRemoved = Samples.hash();
        Member disabled = MemberPorts.invited(account, Role.VIEWER);
        Member removed = MemberPorts.invited(account, Role.VIEWER);
        ports().members().insert(AUTHOR, disabled, MemberPorts.invitation(ofDisabled));
        ports().members().insert(AUTHOR, removed, MemberPorts.invitation(ofRemoved));
        setEnabled(disabled, false);
        ports().members().delete(AUTHOR, account, removed.id(), OptionalLong.empty());

        assertThat(ports().credentials().accept(AUTHOR, ofDisabled, PASSWORD, NOW)).isEmpty();
        assertThat(ports().credentials().accept(AUTHOR, ofRemoved, PASSWORD, NOW)).isEmpty();
        setEnabled(disabled, true);
        assertThat(ports().credentials().accept(AUTHOR, ofDisabled, PASSWORD, NOW)).isPresent();
    }

    @Test
    default void an_address_that_nobody_has_has_no_credentials() {
        assertThat(ports().credentials().find("nobody@acme.example")).isEmpty();
    }

    @Test
    default void a_session_is_found_by_what_the_cookie_carries_and_notes_the_login() {
        Member member = member();
        ConsoleSession session = new ConsoleSession(Samples.hash(), member.id(), NOW, NOW);

        Member after = member.loggedIn(LOGIN);
        assertThat(ports().sessions().begin(AUTHOR, session, LOGIN)).contains(after);

        assertThat(ports().sessions().find(session.id())).contains(new SignedIn(session, after));
        assertThat(ports().sessions().find(Samples.hash())).isEmpty();
        assertThat(ports().members().find(member.account(), member.id())).contains(after);
    }

    @Test
    default void nobody_begins_a_session_who_may_not_sign_in() {
        Member disabled = member();
        setEnabled(disabled, false);
        Member invited = ports().keptInvited(ports().accounts().get(), Role.VIEWER);
        Member removed = member();
        ports().members().delete(AUTHOR, removed.account(), removed.id(), OptionalLong.empty());

        for (Member member : List.of(disabled, invited, removed)) {
            ConsoleSession session = new ConsoleSession(Samples.hash(), member.id(), NOW, NOW);
            assertThat(ports().sessions().begin(AUTHOR, session, LOGIN)).isEmpty();
            assertThat(ports().sessions().find(session.id())).isEmpty();
        }
    }

    @Test
    default void an_ended_session_is_gone_and_the_others_stay() {
        Member member = member();
        ConsoleSession ended = ports().session(member, NOW);
        ConsoleSession other = ports().session(member, NOW);

        ports().sessions().end(AUTHOR, ended);
        ports().sessions().end(AUTHOR, ended);

        assertThat(ports().sessions().find(ended.id())).isEmpty();
        assertThat(ports().sessions().find(other.id())).isPresent();
    }

    @Test
    default void the_latest_use_of_a_session_counts() {
        ConsoleSession session = ports().session(member(), NOW);

        ports().sessions().seen(session.id(), NOW.plusSeconds(90));
        ports().sessions().seen(session.id(), NOW.plusSeconds(60));

        assertThat(ports().sessions().find(session.id()).orElseThrow().session().lastSeenAt())
                .isEqualTo(NOW.plusSeconds(90));
    }

    @Test
    default void a_login_forgets_the_sessions_that_are_over() {
        Member member = member();
        Instant later = NOW.plus(ConsoleSession.LONGEST);
        ConsoleSession tooOld = ports().session(member, NOW);
        ports().sessions().seen(tooOld.id(), later.minusSeconds(1));
        ConsoleSession idle = ports().session(member, later.minus(ConsoleSession.IDLE));
        ConsoleSession living = ports().session(member, later.minus(ConsoleSession.IDLE).plusMillis(1));

        ConsoleSession latest = ports().session(member, later);

        assertThat(ports().sessions().find(tooOld.id())).isEmpty();
        assertThat(ports().sessions().find(idle.id())).isEmpty();
        assertThat(ports().sessions().find(living.id())).isPresent();
        assertThat(ports().sessions().find(latest.id())).isPresent();
    }

    @Test
    default void a_key_waits_until_its_first_code_confirms_it() {
        Member member = member();

        assertThat(ports().secondFactors().find(member.id())).isEmpty();
        assertThat(ports().secondFactors().propose(member.id(), "first")).isTrue();
        assertThat(ports().secondFactors().propose(member.id(), "second")).isTrue();
        assertThat(ports().secondFactors().find(member.id()))
                .contains(new SecondFactor("second", false, OptionalLong.empty(), 0));
        assertThat(ports().credentials().find(member.email()).orElseThrow().factor()).isEmpty();
        assertThat(ports().members().find(member.account(), member.id())).contains(member);

        List<SecretHash> codes = List.of(Samples.hash(), Samples.hash());
        assertThat(ports().secondFactors().confirm(AUTHOR, member.id(), "first", 10, codes)).isFalse();
        assertThat(ports().secondFactors().confirm(AUTHOR, member.id(), "second", 10, codes)).isTrue();

        SecondFactor on = new SecondFactor("second", true, OptionalLong.of(10), 2);
        assertThat(ports().secondFactors().find(member.id())).contains(on);
        assertThat(ports().credentials().find(member.email()).orElseThrow().factor()).contains(on);
        assertThat(ports().members().find(member.account(), member.id()))
                .contains(member.withMfa(true).changed());
    }

    @Test
    default void a_second_factor_that_is_on_is_replaced_by_none() {
        Member member = withFactor(List.of());

        assertThat(ports().secondFactors().propose(member.id(), "other")).isFalse();
        assertThat(ports().secondFactors().confirm(AUTHOR, member.id(), "key", 11, List.of())).isFalse();
        assertThat(ports().secondFactors().find(member.id()).orElseThrow().sealedKey()).isEqualTo("key");
    }

    @Test
    default void nobody_who_is_gone_gets_a_second_factor() {
        Member removed = member();
        ports().members().delete(AUTHOR, removed.account(), removed.id(), OptionalLong.empty());

        assertThat(ports().secondFactors().propose(removed.id(), "key")).isFalse();
        assertThat(ports().secondFactors().confirm(AUTHOR, removed.id(), "key", 1, List.of())).isFalse();
    }

    private Member withFactor(List<SecretHash> recoveryCodes) {
        Member member = member();
        ports().secondFactors().propose(member.id(), "key");
        assertThat(ports().secondFactors().confirm(AUTHOR, member.id(), "key", 10, recoveryCodes)).isTrue();
        return member;
    }

    @Test
    default void the_code_of_a_step_is_good_once_and_none_before_it() {
        Member member = withFactor(List.of());

        assertThat(ports().secondFactors().useStep(member.id(), 10)).isFalse();
        assertThat(ports().secondFactors().useStep(member.id(), 12)).isTrue();
        assertThat(ports().secondFactors().useStep(member.id(), 12)).isFalse();
        assertThat(ports().secondFactors().useStep(member.id(), 11)).isFalse();
        assertThat(ports().secondFactors().useStep(member.id(), 13)).isTrue();
        assertThat(ports().secondFactors().useStep(member().id(), 13)).isFalse();
    }

    @Test
    default void a_code_that_is_used_many_times_at_once_is_good_for_one() throws Exception {
        SecretHash code = Samples.hash();
        Member member = withFactor(List.of(code));

        assertThat(successes(8, () -> ports().secondFactors().useStep(member.id(), 20))).isEqualTo(1);
        assertThat(successes(8, () -> ports().secondFactors().useRecoveryCode(AUTHOR, member.id(), code)))
                .isEqualTo(1);
    }

    private static long successes(int threads, Callable<Boolean> attempt) throws Exception {
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<Boolean>> all = pool.invokeAll(Stream.generate(() -> attempt).limit(threads).toList());
            long good = 0;
            for (Future<Boolean> one : all) {
                good += one.get() ? 1 : 0;
            }
            return good;
        }
    }

    @Test
    default void each_recovery_code_is_good_once_and_only_for_its_member() {
        SecretHash first = Samples.hash();
        SecretHash second = Samples.hash();
        Member member = withFactor(List.of(first, second));
        Member other = withFactor(List.of());

        assertThat(ports().secondFactors().useRecoveryCode(AUTHOR, other.id(), first)).isFalse();
        assertThat(ports().secondFactors().useRecoveryCode(AUTHOR, member.id(), Samples.hash())).isFalse();
        assertThat(ports().secondFactors().useRecoveryCode(AUTHOR, member.id(), first)).isTrue();
        assertThat(ports().secondFactors().useRecoveryCode(AUTHOR, member.id(), first)).isFalse();
        assertThat(ports().secondFactors().find(member.id()).orElseThrow().recoveryCodesLeft()).isEqualTo(1);
        assertThat(ports().secondFactors().useRecoveryCode(AUTHOR, member.id(), second)).isTrue();
    }

    @Test
    default void a_removed_factor_takes_its_recovery_codes_along() {
        SecretHash code = Samples.hash();
        Member member = withFactor(List.of(code));

        ports().secondFactors().remove(AUTHOR, member.id());

        assertThat(ports().secondFactors().find(member.id())).isEmpty();
        assertThat(ports().secondFactors().useRecoveryCode(AUTHOR, member.id(), code)).isFalse();
        assertThat(ports().members().find(member.account(), member.id()).orElseThrow().mfa()).isFalse();
        assertThat(ports().secondFactors().propose(member.id(), "new")).isTrue();
    }

    @Test
    default void a_key_that_waits_can_be_removed_and_that_is_no_change_of_the_member() {
        Member member = member();
        ports().secondFactors().propose(member.id(), "key");

        ports().secondFactors().remove(AUTHOR, member.id());

        assertThat(ports().secondFactors().find(member.id())).isEmpty();
        assertThat(ports().members().find(member.account(), member.id())).contains(member);
    }

    private Begun begin(String subject, Instant at) {
        return ports().attempts().begin(Samples.ulid(), subject, at);
    }

    @Test
    default void the_eleventh_attempt_within_ten_minutes_of_ten_that_failed_is_refused() {
        String subject = Samples.ulid();
        IntStream.range(0, AttemptRepository.MOST).forEach(
                i -> assertThat(begin(subject, NOW.plusSeconds(i))).isInstanceOf(Begun.Allowed.class));

        assertThat(begin(subject, NOW.plusSeconds(20))).isEqualTo(new Begun.Exhausted(
                NOW.plus(AttemptRepository.WINDOW)));
        assertThat(begin(subject, NOW.plus(AttemptRepository.WINDOW).minusMillis(1)))
                .isInstanceOf(Begun.Exhausted.class);
        assertThat(begin(subject, NOW.plus(AttemptRepository.WINDOW))).isInstanceOf(Begun.Allowed.class);
        assertThat(begin(subject, NOW.plus(AttemptRepository.WINDOW))).isInstanceOf(Begun.Exhausted.class);
        assertThat(begin(Samples.ulid(), NOW.plusSeconds(20))).isInstanceOf(Begun.Allowed.class);
    }

    @Test
    default void an_attempt_that_is_forgiven_does_not_count() {
        String subject = Samples.ulid();
        for (int i = 0; i < 2 * AttemptRepository.MOST; i++) {
            String id = Samples.ulid();
            assertThat(ports().attempts().begin(id, subject, NOW)).isInstanceOf(Begun.Allowed.class);
            ports().attempts().forgive(id);
        }
    }

    @Test
    default void attempts_that_are_made_at_once_do_not_slip_through_together() throws Exception {
        String subject = Samples.ulid();

        assertThat(successes(24, () -> begin(subject, NOW) instanceof Begun.Allowed))
                .isEqualTo(AttemptRepository.MOST);
    }

    @Test
    default void the_setup_code_makes_the_first_owner_once() throws Exception {
        MemberPorts fresh = fresh();
        SecretHash code = Samples.hash();
        AccountId account = fresh.accounts().get();
        Member owner = MemberPorts.invited(account, Role.OWNER).accepting();
        assertThat(fresh.setup().state(code)).isEqualTo(State.WRONG);

        assertThat(fresh.setup().offer(code)).isTrue();
        assertThat(fresh.setup().offer(Samples.hash())).isFalse();
        assertThat(fresh.setup().state(code)).isEqualTo(State.RIGHT);
        assertThat(fresh.setup().state(Samples.hash())).isEqualTo(State.WRONG);
        assertThat(fresh.setup().complete(AUTHOR, Samples.hash(), owner, PASSWORD)).isEqualTo(Completion.WRONG);
        assertThat(fresh.setup().complete(AUTHOR, code, owner, PASSWORD)).isEqualTo(Completion.COMPLETED);

        assertThat(fresh.credentials().find(owner.email()))
                .contains(new Credentials(owner, Optional.of(PASSWORD), Optional.empty()));
        assertThat(fresh.setup().state(code)).isEqualTo(State.OVER);
        assertThat(fresh.setup().offer(Samples.hash())).isFalse();
        assertThat(fresh.setup().complete(AUTHOR, code, MemberPorts.invited(account, Role.OWNER), PASSWORD))
                .isEqualTo(Completion.OVER);
    }

    @Test
    default void a_setup_with_an_address_that_is_taken_leaves_the_code_as_it_was() throws Exception {
        MemberPorts fresh = fresh();
        SecretHash code = Samples.hash();
        fresh.setup().offer(code);
        Member there = fresh.keptInvited(fresh.accounts().get(), Role.VIEWER);
        Member owner = Member.invited(MemberPorts.invited(there.account(), Role.OWNER).id(), there.account(),
                there.email(), Optional.empty(), Role.OWNER, NOW).accepting();

        assertThat(fresh.setup().complete(AUTHOR, code, owner, PASSWORD)).isEqualTo(Completion.EMAIL_TAKEN);
        assertThat(fresh.setup().state(code)).isEqualTo(State.RIGHT);
    }

    @Test
    default void the_last_login_is_kept_with_its_address() {
        Member member = member();
        LastLogin later = new LastLogin(NOW.plusSeconds(60), IpAddress.parse("2001:db8::7")
                .orElseThrow());
        ports().session(member, NOW);
        ports().sessions().begin(AUTHOR, new ConsoleSession(Samples.hash(), member.id(), later.at(), later.at()),
                later);

        assertThat(ports().members().find(member.account(), member.id()).orElseThrow().lastLogin()).contains(later);
    }
}
