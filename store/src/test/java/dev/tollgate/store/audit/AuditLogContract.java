package dev.tollgate.store.audit;

import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.account.Environment;
import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.audit.Actor;
import dev.tollgate.domain.audit.Attempt;
import dev.tollgate.domain.audit.AttemptCounts;
import dev.tollgate.domain.audit.AuditEntry;
import dev.tollgate.domain.audit.AuditLog;
import dev.tollgate.domain.audit.AuditLog.Filter;
import dev.tollgate.domain.audit.Author;
import dev.tollgate.domain.subuser.SubUser;
import dev.tollgate.domain.subuser.SubUserStatus;
import dev.tollgate.domain.whitelist.WhitelistEntry;
import dev.tollgate.store.Samples;
import dev.tollgate.store.Store;
import dev.tollgate.store.StoreTest;
import dev.tollgate.store.TestDatabase;
import dev.tollgate.store.database.Database;
import dev.tollgate.store.database.StoreConfig;
import dev.tollgate.store.database.StoreUnavailable;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

abstract class AuditLogContract extends StoreTest {
    private static final OptionalLong ANY = OptionalLong.empty();
    private static final OptionalLong NEWEST = OptionalLong.empty();

    AuditLogContract(TestDatabase database) {
        super(database);
    }

    private static Author token(AccountId account) {
        return Author.token("tok_1", account.value(), IpAddress.parse("203.0.113.7").orElseThrow(), "req_1");
    }

    private List<AuditEntry> log(AccountId account) {
        return store().auditLog().list(Filter.of(account.value()), 100, NEWEST).items();
    }

    private SubUser update(Author author, SubUser subUser, UnaryOperator<SubUser> change) {
        store().subUsers().update(author, subUser.account(), Environment.LIVE, subUser.id(), ANY, Samples.NOW, change);
        return store().subUsers().find(subUser.account(), Environment.LIVE, subUser.id()).orElseThrow();
    }

    private static SubUser disabled(SubUser one) {
        return one.with(one.label(), SubUserStatus.DISABLED, one.concurrentMax(), one.rpsMax(), one.authMode(),
                one.requireTls(), one.sessionStrict());
    }

    @Test
    void a_change_leaves_an_entry_that_says_who_changed_what() {
        AccountId account = samples().account();
        SubUser subUser = samples().keptSubUser(account, "crawler");

        update(token(account), subUser, AuditLogContract::disabled);

        AuditEntry entry = log(account).getFirst();
        assertThat(entry.action()).isEqualTo("subuser.update");
        assertThat(entry.object()).contains(subUser.id().value());
        assertThat(entry.before()).contains("{\"status\":\"active\"}");
        assertThat(entry.after()).contains("{\"status\":\"disabled\"}");
        assertThat(entry.actor()).isEqualTo(token(account).actor());
        assertThat(entry.request()).contains("req_1");
        assertThat(entry.at()).isEqualTo(Samples.NOW.truncatedTo(ChronoUnit.SECONDS));
        assertThat(entry.id()).startsWith("aud_");
    }

    @Test
    void what_changes_nothing_leaves_none() {
        AccountId account = samples().account();
        SubUser subUser = samples().keptSubUser(account, "crawler");
        int before = log(account).size();

        update(token(account), subUser, same -> same);
        store().subUsers().delete(token(account), account, Environment.LIVE, subUser.id(), OptionalLong.of(9),
                Samples.NOW);
        store().subUsers().insert(token(account), Samples.subUser(account, "crawler"), Samples.PLENTY);

        assertThat(log(account)).hasSize(before);
    }

    @Test
    void every_kind_of_change_leaves_one() {
        AccountId account = samples().account();
        SubUser subUser = samples().keptSubUser(account, "crawler");
        update(token(account), subUser, one -> one.rotatePassword(Samples.hash(), Samples.NOW));
        WhitelistEntry entry = samples().kept(Samples.entry(subUser, "203.0.113.4"));
        store().whitelists().update(token(account), account, Environment.LIVE, entry.id(), ANY,
                one -> one.with(one.label(), one.defaultUsername().or(() -> entry.label())));
        store().whitelists().delete(token(account), account, Environment.LIVE, entry.id(), ANY);
        store().subUsers().delete(token(account), account, Environment.LIVE, subUser.id(), ANY, Samples.NOW);

        assertThat(log(account)).extracting(AuditEntry::action).containsExactly("subuser.delete", "whitelist.delete",
                "whitelist.update", "whitelist.create", "subuser.rotate_password", "subuser.create",
                "account.create");
    }

    @Test
    void a_change_in_another_account_stands_in_both_logs() {
        AccountId own = samples().account();
        AccountId other = samples().account();
        SubUser subUser = samples().keptSubUser(other, "crawler");

        update(token(own), subUser, AuditLogContract::disabled);

        assertThat(log(own).getFirst().object()).contains(subUser.id().value());
        assertThat(log(other).getFirst().object()).contains(subUser.id().value());
        assertThat(store().auditLog().verify().ok()).isTrue();
    }

    @Test
    void the_entries_of_all_writers_make_one_chain_without_gaps() throws Exception {
        try (Store other = secondNode(); ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Callable<SubUser>> writers = new ArrayList<>();
            AccountId account = samples().account();
            for (int i = 0; i < 40; i++) {
                Samples samples = i % 2 == 0 ? samples() : new Samples(other);
                String label = "l" + i;
                writers.add(() -> samples.keptSubUser(account, label));
            }
            for (Future<SubUser> written : threads.invokeAll(writers)) {
                written.get();
            }
        }

        AuditLog.Verification verification = store().auditLog().verify();
        assertThat(verification.firstBad()).isEmpty();
        assertThat(verification.entries())
                .isEqualTo(store().auditLog().list(Filter.ALL, 1, NEWEST).items().getFirst().seq());
    }

    @Test
    void a_change_that_is_taken_back_leaves_none() {
        AccountId account = samples().account();
        SubUser subUser = samples().keptSubUser(account, "crawler");
        AuditLog.Verification before = store().auditLog().verify();

        assertThatThrownBy(() -> store().subUsers().insert(token(account),
                Samples.subUser(new AccountId("usr_nobody"), "l"), Samples.PLENTY))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> update(token(account), subUser, _ -> {
            throw new IllegalStateException("on purpose");
        })).hasMessage("on purpose");

        assertThat(store().auditLog().verify()).isEqualTo(before);
    }

    @Test
    void entries_are_neither_changed_nor_deleted() throws StoreUnavailable {
        StoreConfig config = freshConfig();
        try (Store store = Store.open(config, Samples.IDS, Samples.CLOCK); Database database = Database.open(config)) {
            new Samples(store).account();
            long last = store.auditLog().verify().entries();

            for (String forbidden : List.of("UPDATE audit SET action = 'x' WHERE seq = 1", "DELETE FROM audit",
                    "DELETE FROM audit WHERE seq = " + last, "DELETE FROM audit_chain",
                    "UPDATE audit_chain SET last_seq = last_seq - 1",
                    "UPDATE audit_chain SET last_hash = 'x'",
                    "UPDATE audit_chain SET pruned_seq = 1, pruned_hash = (SELECT hash FROM audit WHERE seq = 1)",
                    "UPDATE audit_chain SET pruned_seq = 99",
                    "INSERT INTO audit_chain VALUES (2, 9, '', 9, '')",
                    "INSERT INTO audit (seq, id, at, actor_type, action, object, prev_hash, hash)"
                            + " SELECT seq + 2, 'aud_x', at, actor_type, action, object, hash, '' FROM audit"
                            + " WHERE seq = " + last,
                    "INSERT INTO audit (seq, id, at, actor_type, action, object, prev_hash, hash)"
                            + " SELECT seq + 1, 'aud_x', at, actor_type, action, object, 'other', '' FROM audit"
                            + " WHERE seq = " + last)) {
                assertThatThrownBy(() -> database.write(handle -> handle.execute(forbidden))).as(forbidden)
                        .isInstanceOf(IllegalStateException.class);
            }
            assertThat(store.auditLog().verify()).isEqualTo(new AuditLog.Verification(last, OptionalLong.empty()));
        }
    }

    /// A store of its own, whose clock a test moves.
    private final class Aged implements AutoCloseable {
        final StoreConfig config = freshConfig();
        final AtomicReference<Instant> now = new AtomicReference<>(Samples.NOW);
        final Store store;
        final Database database;
        final StoredAuditLog log;
        final StoredAttempts attempts;

        Aged() throws StoreUnavailable {
            store = Store.open(config, Samples.IDS, now::get);
            database = Database.open(config);
            ChangeLog changes = new ChangeLog(Samples.IDS, now::get, (_, _, _, _, _) -> {});
            log = new StoredAuditLog(database, changes, now::get);
            attempts = new StoredAttempts(database, changes, now::get);
        }

        void make(int entries) {
            for (int i = 0; i < entries; i++) {
                new Samples(store).kept(Samples.plan());
            }
        }

        @Override
        public void close() {
            database.close();
            store.close();
        }
    }

    @Test
    void what_is_older_than_13_months_is_pruned_and_the_chain_still_verifies() throws StoreUnavailable {
        try (Aged aged = new Aged()) {
            aged.make(2_100);
            aged.now.set(Instant.parse("2026-07-02T10:00:00Z"));
            aged.make(3);
            aged.now.set(Instant.parse("2027-07-02T10:00:00Z"));
            assertThat(aged.log.prune()).isZero();
            aged.now.set(Instant.parse("2027-07-02T10:00:01Z"));

            assertThat(aged.log.prune()).isEqualTo(2_100);

            assertThat(aged.log.prune()).isZero();
            List<AuditEntry> left = aged.log.list(Filter.ALL, 10, NEWEST).items();
            assertThat(left).extracting(AuditEntry::action).containsExactly("audit.prune", "audit.prune",
                    "plan.create", "plan.create", "plan.create");
            assertThat(left.getLast().seq()).isEqualTo(2_101);
            assertThat(left.getFirst().after()).contains(
                    "{\"last_hash\":\"" + left.getLast().prevHash() + "\",\"last_seq\":2100}");
            assertThat(aged.log.verify()).isEqualTo(new AuditLog.Verification(5, OptionalLong.empty()));
            aged.make(1);
            assertThat(aged.log.verify()).isEqualTo(new AuditLog.Verification(6, OptionalLong.empty()));
        }
    }

    @Test
    void an_entry_that_was_changed_behind_the_triggers_is_found() throws StoreUnavailable {
        try (Aged aged = new Aged()) {
            aged.make(5);
            behindTheTriggers(aged, "UPDATE audit SET object = 'other' WHERE seq = 3");
            assertThat(aged.log.verify()).isEqualTo(new AuditLog.Verification(2, OptionalLong.of(3)));
        }
    }

    @Test
    void an_entry_that_is_missing_is_found_wherever_it_stood() throws StoreUnavailable {
        for (int missing : new int[]{1, 3, 5}) {
            try (Aged aged = new Aged()) {
                aged.make(5);
                behindTheTriggers(aged, "DELETE FROM audit WHERE seq = " + missing);
                assertThat(aged.log.verify())
                        .isEqualTo(new AuditLog.Verification(missing - 1, OptionalLong.of(missing)));
            }
        }
    }

    /// As somebody would who owns the database.
    private static void behindTheTriggers(Aged aged, String sql) {
        aged.database.write(handle -> {
            boolean sqlite = aged.config instanceof StoreConfig.Sqlite;
            for (String trigger : List.of("audit_unchanged", "audit_kept")) {
                handle.execute("DROP TRIGGER " + trigger + (sqlite ? "" : " ON audit"));
            }
            return handle.execute(sql);
        });
    }

    @Test
    void failed_attempts_are_entries_a_few_however_many_they_are() throws StoreUnavailable {
        try (Aged aged = new Aged()) {
            IpAddress source = IpAddress.parse("203.0.113.7").orElseThrow();
            for (int i = 0; i < 10_000; i++) {
                aged.attempts.failed(Attempt.withToken("revoked_token", "usr_1", "tok_1", source, Samples.NOW));
                aged.attempts.failed(Attempt.toSignInAsNobody("login_failed", IpAddress.ofV4(i), Samples.NOW));
            }
            aged.attempts.write();
            aged.attempts.write();

            List<AuditEntry> entries = aged.log.list(Filter.ALL, 1_000, NEWEST).items();
            assertThat(entries).hasSize(1 + AttemptCounts.MOST_SOURCES + 1);
            AuditEntry token = aged.log.list(Filter.of("usr_1"), 10, NEWEST).items().getFirst();
            assertThat(token.action()).isEqualTo("token.refuse");
            assertThat(token.object()).contains("tok_1");
            assertThat(token.actor()).isEqualTo(
                    new Actor(Actor.Type.TOKEN, Optional.of("tok_1"), Optional.of(source)));
            assertThat(token.before()).isEmpty();
            assertThat(token.after()).contains("{\"code\":\"revoked_token\",\"count\":10000,"
                    + "\"first_at\":\"2026-06-02T10:00:00Z\",\"last_at\":\"2026-06-02T10:00:00Z\"}");
            assertThat(entries.getFirst().actor().type()).isEqualTo(Actor.Type.MEMBER);
            assertThat(aged.log.verify().ok()).isTrue();
        }
    }

    @Test
    void each_filter_leaves_out_what_does_not_fit() {
        AccountId account = samples().account();
        SubUser one = samples().keptSubUser(account, "one");
        samples().keptSubUser(account, "two");
        update(token(account), one, AuditLogContract::disabled);
        Optional<String> own = Optional.of(account.value());
        Optional<String> none = Optional.empty();

        assertThat(count(new Filter(own, none, none, none, Optional.empty(), Optional.empty()))).isEqualTo(4);
        assertThat(count(new Filter(own, Optional.of("tok_1"), none, none, Optional.empty(), Optional.empty())))
                .isEqualTo(1);
        assertThat(count(new Filter(own, Optional.of("cli"), none, none, Optional.empty(), Optional.empty())))
                .isEqualTo(3);
        assertThat(count(new Filter(own, none, Optional.of("subuser.create"), none, Optional.empty(),
                Optional.empty()))).isEqualTo(2);
        assertThat(count(new Filter(own, none, none, Optional.of(one.id().value()), Optional.empty(),
                Optional.empty()))).isEqualTo(2);
        Instant second = Samples.NOW.truncatedTo(ChronoUnit.SECONDS);
        assertThat(count(new Filter(own, none, none, none, Optional.of(second), Optional.empty()))).isEqualTo(4);
        assertThat(count(new Filter(own, none, none, none, Optional.of(second.plusMillis(1)), Optional.empty())))
                .isZero();
        assertThat(count(new Filter(own, none, none, none, Optional.empty(), Optional.of(second)))).isZero();
    }

    private int count(Filter filter) {
        return store().auditLog().list(filter, 100, NEWEST).items().size();
    }

    @Test
    void pages_follow_one_another_by_number() {
        AccountId account = samples().account();
        for (int i = 0; i < 4; i++) {
            samples().keptSubUser(account, "l" + i);
        }
        List<AuditEntry> all = log(account);

        var first = store().auditLog().list(Filter.of(account.value()), 3, NEWEST);
        var second = store().auditLog().list(Filter.of(account.value()), 3,
                OptionalLong.of(first.items().getLast().seq()));

        assertThat(first.items()).isEqualTo(all.subList(0, 3));
        assertThat(first.more()).isTrue();
        assertThat(second.items()).isEqualTo(all.subList(3, 5));
        assertThat(second.more()).isFalse();
    }
}
