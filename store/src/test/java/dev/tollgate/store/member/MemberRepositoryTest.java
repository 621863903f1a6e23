package dev.tollgate.store.member;

import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.audit.Actor;
import dev.tollgate.domain.audit.AuditEntry;
import dev.tollgate.domain.audit.AuditLog;
import dev.tollgate.domain.audit.Author;
import dev.tollgate.domain.login.AttemptRepository;
import dev.tollgate.domain.login.AttemptRepository.Begun;
import dev.tollgate.domain.login.ConsoleSession;
import dev.tollgate.domain.member.Member;
import dev.tollgate.domain.member.Role;
import dev.tollgate.domain.secret.SecretHash;
import dev.tollgate.store.Samples;
import dev.tollgate.store.Store;
import dev.tollgate.store.StoreTest;
import dev.tollgate.store.TestDatabase;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import static dev.tollgate.store.member.MemberPorts.AUTHOR;
import static dev.tollgate.store.member.MemberPorts.LOGIN;
import static dev.tollgate.store.member.MemberPorts.NOW;
import static dev.tollgate.store.member.MemberPorts.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

class MemberRepositoryTest {

    @Nested
    class OnSqlite extends OnADatabase {
        OnSqlite() {
            super(TestDatabase.SQLITE);
        }
    }

    @Nested
    class OnPostgresql extends OnADatabase {
        OnPostgresql() {
            super(TestDatabase.POSTGRESQL);
        }
    }

    @Nested
    class InMemory implements MemberContract, LoginContract {
        private final MemberPorts ports = MemberPorts.inMemory();

        @Override
        public MemberPorts ports() {
            return ports;
        }

        @Override
        public MemberPorts fresh() {
            return MemberPorts.inMemory();
        }
    }

    /// What holds of databases beyond the contract: other nodes and the audit log see what was done.
    abstract static class OnADatabase extends StoreTest implements MemberContract, LoginContract {
        OnADatabase(TestDatabase database) {
            super(database);
        }

        @Override
        public MemberPorts ports() {
            return MemberPorts.of(store());
        }

        @Override
        public MemberPorts fresh() throws Exception {
            return MemberPorts.of(freshStore());
        }

        @Test
        void another_node_knows_a_session_its_uses_and_its_end() throws Exception {
            Member member = ports().active(ports().accounts().get(), Role.VIEWER);
            ConsoleSession session = ports().session(member, NOW);
            ports().sessions().seen(session.id(), NOW.plusSeconds(60));
            Store here = reopened();
            try (Store there = secondNode()) {
                assertThat(there.sessions().find(session.id()).orElseThrow().session().lastSeenAt())
                        .isEqualTo(NOW.plusSeconds(60));

                here.sessions().end(AUTHOR, session);

                assertThat(there.sessions().find(session.id())).isEmpty();
            }
        }

        @Test
        void failures_on_one_node_count_on_another() throws Exception {
            String subject = Samples.ulid();
            IntStream.range(0, AttemptRepository.MOST)
                    .forEach(_ -> store().attempts().begin(Samples.ulid(), subject, NOW));
            try (Store there = secondNode()) {
                assertThat(there.attempts().begin(Samples.ulid(), subject, NOW)).isInstanceOf(Begun.Exhausted.class);
            }
        }

        @Test
        void every_change_stands_in_the_accounts_audit_log_with_its_author_and_without_a_secret() {
            AccountId account = ports().accounts().get();
            Member member = MemberPorts.invited(account, Role.DEVELOPER);
            Author owner = Author.member("mem_owner", account.value(), LOGIN.from(), "req_1");
            SecretHash invitation = Samples.hash();
            SecretHash recovery = Samples.hash();
            ConsoleSession session = new ConsoleSession(Samples.hash(), member.id(), NOW, NOW);

            ports().members().insert(owner, member, MemberPorts.invitation(invitation));
            ports().credentials().accept(owner, invitation, PASSWORD, NOW);
            ports().sessions().begin(owner, session, LOGIN);
            ports().secondFactors().propose(member.id(), "sealed-key");
            ports().secondFactors().confirm(owner, member.id(), "sealed-key", 1, List.of(recovery));
            ports().secondFactors().useRecoveryCode(owner, member.id(), recovery);
            ports().secondFactors().remove(owner, member.id());
            ports().sessions().end(owner, session);
            ports().members().update(owner, account, member.id(), OptionalLong.empty(),
                    one -> one.with(one.name(), Role.VIEWER, false));
            ports().members().delete(owner, account, member.id(), OptionalLong.empty());

            List<AuditEntry> entries = store().auditLog()
                    .list(new AuditLog.Filter(Optional.of(account.value()), Optional.empty(), Optional.of("member"),
                            Optional.of(member.id().value()), Optional.empty(), Optional.empty()), 100,
                            OptionalLong.empty())
                    .items().reversed();
            assertThat(entries).extracting(AuditEntry::action).containsExactly("member.create", "member.accept",
                    "member.login", "member.update", "member.use_recovery_code", "member.update", "member.logout",
                    "member.update", "member.delete");
            assertThat(entries).allSatisfy(entry -> {
                assertThat(entry.actor()).isEqualTo(new Actor(Actor.Type.MEMBER, Optional.of("mem_owner"),
                        Optional.of(LOGIN.from())));
                assertThat(entry.canonical()).doesNotContain("sealed-key", "argon2", invitation.hex(), recovery.hex(),
                        session.id().hex());
            });
            assertThat(entries.get(3).after()).contains("{\"mfa\":true}");
            assertThat(entries.get(5).after()).contains("{\"mfa\":false}");
            assertThat(entries.get(7).before()).contains("{\"role\":\"developer\",\"status\":\"active\"}");
            assertThat(entries.get(7).after()).contains("{\"role\":\"viewer\",\"status\":\"disabled\"}");
        }

        @Test
        void what_changes_nothing_stands_in_no_log() {
            Member member = ports().active(ports().accounts().get(), Role.VIEWER);
            long before = entries(member);

            ports().members().update(AUTHOR, member.account(), member.id(), OptionalLong.empty(), one -> one);
            ports().members().update(AUTHOR, member.account(), member.id(), OptionalLong.of(99),
                    one -> one.with(one.name(), one.role(), false));
            ports().secondFactors().useRecoveryCode(AUTHOR, member.id(), Samples.hash());
            ports().secondFactors().remove(AUTHOR, member.id());
            ports().sessions().end(AUTHOR, new ConsoleSession(Samples.hash(), member.id(), NOW, NOW));
            ports().credentials().accept(AUTHOR, Samples.hash(), PASSWORD, NOW);

            assertThat(entries(member)).isEqualTo(before);
        }

        private long entries(Member member) {
            return store().auditLog().list(AuditLog.Filter.of(member.account().value()), 200, OptionalLong.empty())
                    .items().size();
        }
    }
}
