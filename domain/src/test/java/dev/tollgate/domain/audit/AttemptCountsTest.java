package dev.tollgate.domain.audit;

import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.audit.AttemptCounts.Summary;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

class AttemptCountsTest {
    private static final Instant NOW = Instant.parse("2026-06-02T10:00:00Z");
    private static final IpAddress SOURCE = IpAddress.parse("203.0.113.7").orElseThrow();

    private final AttemptCounts counts = new AttemptCounts();

    private static Attempt revoked(String account, String token, Instant at) {
        return Attempt.withToken("revoked_token", account, token, SOURCE, at);
    }

    private static Attempt unknown(int source, Instant at) {
        return Attempt.withUnknownToken("invalid_token", IpAddress.ofV4(source), at);
    }

    private static Facts facts(String code, long count, Instant first, Instant last) {
        return Facts.none().with("code", code).with("count", count).with("first_at", first).with("last_at", last);
    }

    @Test
    void the_first_attempt_is_told_of_at_once() {
        counts.add(revoked("usr_1", "tok_1", NOW));

        assertThat(counts.due(NOW)).containsExactly(new Summary(Action.TOKEN_REFUSE, Optional.of("usr_1"),
                Optional.of("tok_1"), Optional.of(SOURCE), facts("revoked_token", 1, NOW, NOW)));
        assertThat(counts.due(NOW)).isEmpty();
    }

    @Test
    void those_that_follow_are_told_of_once_an_hour_with_their_number() {
        counts.add(revoked("usr_1", "tok_1", NOW));
        counts.due(NOW);

        for (int minute = 1; minute <= 50; minute++) {
            Instant at = NOW.plus(Duration.ofMinutes(minute));
            counts.add(revoked("usr_1", "tok_1", at));
            assertThat(counts.due(at)).isEmpty();
        }

        assertThat(counts.due(NOW.plus(AttemptCounts.QUIET))).extracting(Summary::facts)
                .containsExactly(facts("revoked_token", 50, NOW.plusSeconds(60), NOW.plusSeconds(50 * 60)));
    }

    @Test
    void who_was_quiet_for_an_hour_is_told_of_at_once_again() {
        counts.add(revoked("usr_1", "tok_1", NOW));
        counts.due(NOW);
        Instant later = NOW.plus(AttemptCounts.QUIET);
        counts.due(later);

        counts.add(revoked("usr_1", "tok_1", later));

        assertThat(counts.due(later)).hasSize(1);
    }

    @Test
    void another_token_or_another_code_is_told_of_by_itself() {
        counts.add(revoked("usr_1", "tok_1", NOW));
        counts.add(revoked("usr_1", "tok_2", NOW));
        counts.add(Attempt.withToken("expired_token", "usr_1", "tok_1", SOURCE, NOW));
        counts.add(Attempt.toSignIn("login_failed", "usr_1", "mem_1", SOURCE, NOW));

        assertThat(counts.due(NOW)).hasSize(4);
    }

    @Test
    void addresses_of_one_ipv6_network_are_one_source() {
        counts.add(Attempt.toSignInAsNobody("login_failed", IpAddress.parse("2001:db8::1").orElseThrow(), NOW));
        counts.add(Attempt.toSignInAsNobody("login_failed", IpAddress.parse("2001:db8::2").orElseThrow(), NOW));

        assertThat(counts.due(NOW)).extracting(Summary::source, Summary::facts)
                .containsExactly(tuple(IpAddress.parse("2001:db8::2"),
                        facts("login_failed", 2, NOW, NOW)));
    }

    @Test
    void a_flood_from_everywhere_makes_few_entries_and_each_attempt_is_counted() {
        int flood = 100_000;
        for (int source = 0; source < flood; source++) {
            counts.add(unknown(source, NOW));
        }

        List<Summary> due = counts.due(NOW);

        assertThat(due).hasSize(AttemptCounts.MOST_SOURCES + 1);
        assertThat(due.getLast().source()).isEmpty();
        assertThat(due.getLast().facts()).isEqualTo(
                facts("invalid_token", flood - AttemptCounts.MOST_SOURCES, NOW, NOW));
    }

    @Test
    void one_accounts_many_tokens_do_not_hide_anothers() {
        for (int token = 0; token < 10_000; token++) {
            counts.add(revoked("usr_1", "tok_" + token, NOW));
        }
        counts.add(revoked("usr_2", "tok_x", NOW));

        List<Summary> due = counts.due(NOW);

        assertThat(due).hasSize(AttemptCounts.MOST_OBJECTS_OF_ACCOUNT + 2);
        assertThat(due.getLast().object()).contains("tok_x");
        assertThat(due).filteredOn(one -> one.object().isEmpty()).extracting(Summary::account)
                .containsExactly(Optional.of("usr_1"));
    }

    @Test
    void even_the_tokens_of_many_accounts_are_bounded() {
        for (int account = 0; account < 5_000; account++) {
            counts.add(revoked("usr_" + account, "tok_" + account, NOW));
        }

        assertThat(counts.due(NOW)).hasSize(AttemptCounts.MOST_OBJECTS + 1);
    }

    @Test
    void room_is_made_again_after_an_hour_without_attempts() {
        for (int source = 0; source < 2 * AttemptCounts.MOST_SOURCES; source++) {
            counts.add(unknown(source, NOW));
        }
        counts.due(NOW);
        Instant later = NOW.plus(AttemptCounts.QUIET);
        counts.due(later);

        counts.add(unknown(-1, later));

        assertThat(counts.due(later)).extracting(Summary::source).containsExactly(Optional.of(IpAddress.ofV4(-1)));
    }
}
