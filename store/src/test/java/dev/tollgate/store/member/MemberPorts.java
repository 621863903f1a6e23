package dev.tollgate.store.member;

import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.audit.Author;
import dev.tollgate.domain.login.AttemptRepository;
import dev.tollgate.domain.login.ConsoleSession;
import dev.tollgate.domain.login.CredentialRepository;
import dev.tollgate.domain.login.InMemoryMembers;
import dev.tollgate.domain.login.PasswordHash;
import dev.tollgate.domain.login.SecondFactorRepository;
import dev.tollgate.domain.login.SessionRepository;
import dev.tollgate.domain.login.SetupRepository;
import dev.tollgate.domain.member.Invitation;
import dev.tollgate.domain.member.Member;
import dev.tollgate.domain.member.Member.LastLogin;
import dev.tollgate.domain.member.MemberId;
import dev.tollgate.domain.member.MemberRepository;
import dev.tollgate.domain.member.MemberRepository.Insertion;
import dev.tollgate.domain.member.Role;
import dev.tollgate.domain.secret.SecretHash;
import dev.tollgate.store.Samples;
import dev.tollgate.store.Store;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

import static dev.tollgate.domain.address.IpAddress.parse;

/// The ports around members, over whatever keeps them, and what their tests begin with.
///
/// @param accounts makes one that nobody used
record MemberPorts(MemberRepository members, CredentialRepository credentials, SessionRepository sessions,
        SecondFactorRepository secondFactors, AttemptRepository attempts, SetupRepository setup,
        Supplier<AccountId> accounts) {
    static final Instant NOW = Samples.NOW;
    static final Author AUTHOR = Author.SYSTEM;
    static final PasswordHash PASSWORD = new PasswordHash("$argon2id$v=19$m=8,t=1,p=1$c2FsdA$aGFzaA");
    static final LastLogin LOGIN = new LastLogin(NOW, parse("203.0.113.7").orElseThrow());

    static MemberPorts of(Store store) {
        return new MemberPorts(store.members(), store.credentials(), store.sessions(), store.secondFactors(),
                store.attempts(), store.setup(), new Samples(store)::account);
    }

    static MemberPorts inMemory() {
        InMemoryMembers all = new InMemoryMembers();
        return new MemberPorts(all, all, all, all, all, all,
                () -> new AccountId(AccountId.PREFIX + Samples.ulid()));
    }

    static Member invited(AccountId account, Role role) {
        String id = Samples.ulid();
        return Member.invited(new MemberId(MemberId.PREFIX + id), account, id + "@acme.example", Optional.of("Ada"),
                role,
                NOW);
    }

    static Invitation invitation(SecretHash code) {
        return new Invitation(code, NOW.plus(Invitation.VALID));
    }

    /// A kept member who is invited.
    Member keptInvited(AccountId account, Role role) {
        Member member = invited(account, role);
        if (members.insert(AUTHOR, member, invitation(Samples.hash())) != Insertion.INSERTED) {
            throw new IllegalStateException("the sample was not kept");
        }
        return member;
    }

    /// A kept member who can sign in.
    Member active(AccountId account, Role role) {
        SecretHash code = Samples.hash();
        Member member = invited(account, role);
        members.insert(AUTHOR, member, invitation(code));
        return credentials.accept(AUTHOR, code, PASSWORD, NOW).orElseThrow();
    }

    ConsoleSession session(Member member, Instant begun) {
        ConsoleSession session = new ConsoleSession(Samples.hash(), member.id(), begun, begun);
        if (sessions.begin(AUTHOR, session, new LastLogin(begun, LOGIN.from())).isEmpty()) {
            throw new IllegalStateException("the sample may not sign in");
        }
        return session;
    }
}
