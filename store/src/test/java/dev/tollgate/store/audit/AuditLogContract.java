package dev.tollgate.store.audit;

import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.account.Environment;
import dev.tollgate.domain.address.IpAddress;
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
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
}
