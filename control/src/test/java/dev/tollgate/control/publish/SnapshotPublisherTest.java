package dev.tollgate.control.publish;

import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.account.Environment;
import dev.tollgate.domain.admission.AccessChanges;
import dev.tollgate.domain.admission.AccessFeed;
import dev.tollgate.domain.admission.AccessSnapshot;
import dev.tollgate.domain.admission.SnapshotHolder;
import dev.tollgate.domain.admission.SnapshotRules;
import dev.tollgate.domain.admission.SubUserAccess;
import dev.tollgate.domain.error.StoreFailure;
import dev.tollgate.domain.secret.SecretHash;
import dev.tollgate.domain.subuser.AuthMode;
import dev.tollgate.domain.subuser.Passwords;
import dev.tollgate.domain.subuser.SubUserId;
import dev.tollgate.domain.username.SessionMinutes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SnapshotPublisherTest {

    private final AtomicLong nanos = new AtomicLong(5_000);
    private final Feed feed = new Feed();
    private final SnapshotHolder holder = new SnapshotHolder(
            AccessSnapshot.empty(new SnapshotRules("helo_", SessionMinutes.DEFAULT, Set.of())));
    private final List<SubUserAccess> heard = new ArrayList<>();
    private final SnapshotPublisher publisher = new SnapshotPublisher(holder, feed, List.of(this::hear),
            nanos::get);

    private void hear(AccessChanges changes) {
        heard.addAll(changes.subUsers());
    }

    /// Tells what a test put into it; every question may move the clock or fail.
    private static final class Feed implements AccessFeed {

        private final List<SubUserAccess> changes = new ArrayList<>();
        private volatile long revision;
        private volatile int failures;
        private volatile int asked;
        private volatile Runnable whileAsked = () -> {};

        @Override
        public synchronized AccessChanges since(long known) {
            asked++;
            whileAsked.run();
            if (failures > 0) {
                failures--;
                throw new StoreFailure("away", new IllegalStateException());
            }
            return new AccessChanges(revision, known == revision ? List.of() : changes, List.of(), Optional.empty());
        }

        synchronized void change(SubUserAccess subUser) {
            changes.add(subUser);
            revision++;
        }
    }

    private static SubUserAccess subUser(String name) {
        return new SubUserAccess(new SubUserId("sub_" + name), new AccountId("usr_1"), Environment.LIVE, name,
                SubUserAccess.Standing.ACTIVE, Set.of(), 1, 1, AuthMode.AUTO, false,
                Passwords.first(new SecretHash(new byte[SecretHash.LENGTH])), Map.of(), List.of());
    }

    @Test
    void what_was_committed_is_in_force_and_told_when_publishing_returns() {
        feed.change(subUser("s1"));

        publisher.publish();

        assertThat(holder.current().find("s1")).isNotNull();
        assertThat(holder.current().revision()).isEqualTo(1);
        assertThat(heard).extracting(SubUserAccess::name).containsExactly("s1");
    }

    @Test
    void the_snapshot_is_as_old_as_the_question_not_as_the_answer() {
        feed.whileAsked = () -> nanos.addAndGet(1_000);

        publisher.publish();

        assertThat(holder.confirmedNanos()).isEqualTo(OptionalLong.of(5_000));
    }

    @Test
    void without_news_the_snapshot_stays_and_is_confirmed() {
        publisher.publish();
        AccessSnapshot before = holder.current();
        nanos.addAndGet(7);

        publisher.publish();

        assertThat(holder.current()).isSameAs(before);
        assertThat(holder.confirmedNanos()).isEqualTo(OptionalLong.of(5_007));
        assertThat(heard).isEmpty();
    }

    @Test
    void a_short_outage_is_waited_out() {
        feed.change(subUser("s1"));
        feed.failures = 2;

        publisher.publish();

        assertThat(holder.current().find("s1")).isNotNull();
        assertThat(publisher.inForce()).isTrue();
    }

    @Test
    void a_long_outage_is_not_waited_out_and_leaves_the_last_snapshot() {
        feed.change(subUser("s1"));
        publisher.publish();
        feed.change(subUser("s2"));
        feed.failures = Integer.MAX_VALUE;
        feed.whileAsked = () -> nanos.addAndGet(Duration.ofMillis(700).toNanos());

        publisher.publish();

        assertThat(feed.asked).isEqualTo(4);
        assertThat(holder.current().find("s1")).isNotNull();
        assertThat(holder.current().find("s2")).isNull();
        assertThat(publisher.inForce()).isFalse();
        feed.failures = 0;
        assertThat(publisher.poll()).isTrue();
        assertThat(publisher.inForce()).isTrue();
        assertThat(holder.current().find("s2")).isNotNull();
    }

    @Test
    void a_listener_that_fails_harms_nobody() {
        SnapshotPublisher other = new SnapshotPublisher(holder, feed, List.of(changed -> {
            throw new IllegalStateException("broken");
        }, this::hear), nanos::get);
        feed.change(subUser("s1"));

        other.publish();

        assertThat(other.inForce()).isTrue();
        assertThat(heard).hasSize(1);
        other.close();
    }

    @Test
    void changes_made_elsewhere_come_by_themselves() {
        publisher.start();
        feed.change(subUser("s9"));

        Awaitility.await().atMost(10, TimeUnit.SECONDS).until(() -> holder.current().find("s9") != null);
        publisher.close();
    }
}
