package dev.tollgate.domain.login;

import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.audit.Author;
import dev.tollgate.domain.member.EmailAddress;
import dev.tollgate.domain.member.Invitation;
import dev.tollgate.domain.member.Member;
import dev.tollgate.domain.member.Member.LastLogin;
import dev.tollgate.domain.member.MemberId;
import dev.tollgate.domain.member.MemberRepository;
import dev.tollgate.domain.member.MemberStatus;
import dev.tollgate.domain.member.Owners;
import dev.tollgate.domain.paging.Page;
import dev.tollgate.domain.paging.PageRequest;
import dev.tollgate.domain.secret.SecretHash;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// Members and what they sign in with, in memory. Held against the same contract as the stored ones.
public final class InMemoryMembers
        implements
            MemberRepository,
            CredentialRepository,
            SessionRepository,
            SecondFactorRepository,
            AttemptRepository,
            SetupRepository {

    private final Map<MemberId, Member> members = new HashMap<>();
    private final Map<MemberId, PasswordHash> passwords = new HashMap<>();
    private final Map<MemberId, Invitation> invitations = new HashMap<>();
    private final Map<SecretHash, ConsoleSession> sessions = new HashMap<>();
    private final Map<MemberId, Factor> factors = new HashMap<>();
    private final Map<String, Deque<Attempt>> attempts = new HashMap<>();
    private Optional<SecretHash> setupCode = Optional.empty();
    private boolean setUp;

    private record Attempt(String id, Instant at) {}

    private record Factor(String sealedKey, boolean confirmed, OptionalLong usedStep, Set<SecretHash> recoveryCodes) {
        SecondFactor shown() {
            return new SecondFactor(sealedKey, confirmed, usedStep, recoveryCodes.size());
        }
    }

    @Override
    public synchronized Insertion insert(Author author, Member member, Invitation invitation) {
        if (byEmail(member.email()).isPresent()) {
            return Insertion.EMAIL_TAKEN;
        }
        members.put(member.id(), member);
        invitations.put(member.id(), invitation);
        return Insertion.INSERTED;
    }

    @Override
    public synchronized Optional<Member> find(AccountId account, MemberId id) {
        return Optional.ofNullable(members.get(id)).filter(member -> member.account().equals(account));
    }

    @Override
    public synchronized Page<Member> list(AccountId account, PageRequest page) {
        List<Member> all = of(account).filter(
                member -> page.before().isEmpty() || member.id().value().compareTo(page.before().get()) < 0)
                .sorted(Comparator.comparing((Member member) -> member.id().value()).reversed()).toList();
        boolean more = all.size() > page.limit();
        return new Page<>(more ? all.subList(0, page.limit()) : all, more);
    }

    @Override
    public synchronized Update update(Author author, AccountId account, MemberId id, OptionalLong expectedVersion,
            UnaryOperator<Member> change) {
        Optional<Member> found = find(account, id);
        if (found.isEmpty()) {
            return new Update.Missing();
        }
        Member before = found.get();
        if (expectedVersion.isPresent() && expectedVersion.getAsLong() != before.version()) {
            return new Update.OtherVersion(before.version());
        }
        Member wanted = change.apply(before);
        if (wanted.equals(before)) {
            return new Update.Updated(before);
        }
        if (Owners.leavesNone(before, Optional.of(wanted), others(before))) {
            return new Update.LastOwner();
        }
        Member after = wanted.changed();
        members.put(id, after);
        if (!after.enabled()) {
            endSessions(id);
        }
        return new Update.Updated(after);
    }

    @Override
    public synchronized Deletion delete(Author author, AccountId account, MemberId id, OptionalLong expectedVersion) {
        Optional<Member> found = find(account, id);
        if (found.isEmpty()) {
            return Deletion.MISSING;
        }
        if (expectedVersion.isPresent() && expectedVersion.getAsLong() != found.get().version()) {
            return Deletion.OTHER_VERSION;
        }
        if (Owners.leavesNone(found.get(), Optional.empty(), others(found.get()))) {
            return Deletion.LAST_OWNER;
        }
        members.remove(id);
        passwords.remove(id);
        invitations.remove(id);
        factors.remove(id);
        endSessions(id);
        return Deletion.DELETED;
    }

    @Override
    public synchronized Optional<Credentials> find(String email) {
        return byEmail(email).map(member -> new Credentials(member, Optional.ofNullable(passwords.get(member.id())),
                find(member.id()).filter(SecondFactor::confirmed)));
    }

    @Override
    public synchronized Optional<Member> accept(Author author, SecretHash code, PasswordHash password, Instant now) {
        return invited(code, now).map(member -> {
            Member accepted = member.accepting().changed();
            members.put(member.id(), accepted);
            passwords.put(member.id(), password);
            invitations.remove(member.id());
            return accepted;
        });
    }

    @Override
    public synchronized Optional<Member> invited(SecretHash code, Instant now) {
        return members.values().stream().filter(Member::enabled)
                .filter(member -> Optional.ofNullable(invitations.get(member.id()))
                        .filter(one -> one.code().matches(code) && now.isBefore(one.validUntil())).isPresent())
                .findFirst();
    }

    @Override
    public synchronized Optional<Member> begin(Author author, ConsoleSession session, LastLogin login) {
        sessions.values().removeIf(one -> one.over(login.at()));
        return Optional.ofNullable(members.get(session.member()))
                .filter(member -> member.status() == MemberStatus.ACTIVE).map(member -> {
                    Member after = member.loggedIn(login);
                    members.put(member.id(), after);
                    sessions.put(session.id(), session);
                    return after;
                });
    }

    @Override
    public synchronized Optional<SignedIn> find(SecretHash id) {
        return Optional.ofNullable(sessions.get(id)).flatMap(session -> Optional.ofNullable(members.get(session
                .member())).map(member -> new SignedIn(session, member)));
    }

    @Override
    public synchronized void seen(SecretHash id, Instant at) {
        sessions.computeIfPresent(id, (_, session) -> at.isBefore(session.lastSeenAt())
                ? session
                : new ConsoleSession(id, session.member(), session.begunAt(), at));
    }

    @Override
    public synchronized void end(Author author, ConsoleSession session) {
        sessions.remove(session.id());
    }

    @Override
    public synchronized Optional<SecondFactor> find(MemberId member) {
        return Optional.ofNullable(factors.get(member)).map(Factor::shown);
    }

    @Override
    public synchronized boolean propose(MemberId member, String sealedKey) {
        if (find(member).filter(SecondFactor::confirmed).isPresent() || !members.containsKey(member)) {
            return false;
        }
        factors.put(member, new Factor(sealedKey, false, OptionalLong.empty(), new HashSet<>()));
        return true;
    }

    @Override
    public synchronized boolean confirm(Author author, MemberId member, String sealedKey, long step,
            List<SecretHash> recoveryCodes) {
        Factor waiting = factors.get(member);
        if (waiting == null || waiting.confirmed() || !waiting.sealedKey().equals(sealedKey)) {
            return false;
        }
        factors.put(member, new Factor(sealedKey, true, OptionalLong.of(step), new HashSet<>(recoveryCodes)));
        members.computeIfPresent(member, (_, one) -> one.withMfa(true).changed());
        return true;
    }

    @Override
    public synchronized boolean useStep(MemberId member, long step) {
        Factor factor = factors.get(member);
        if (factor == null || !factor.confirmed() || factor.usedStep().orElseThrow() >= step) {
            return false;
        }
        factors.put(member, new Factor(factor.sealedKey(), true, OptionalLong.of(step), factor.recoveryCodes()));
        return true;
    }

    @Override
    public synchronized boolean useRecoveryCode(Author author, MemberId member, SecretHash code) {
        Factor factor = factors.get(member);
        return factor != null && factor.recoveryCodes().remove(code);
    }

    @Override
    public synchronized void remove(Author author, MemberId member) {
        Factor removed = factors.remove(member);
        if (removed != null && removed.confirmed()) {
            members.computeIfPresent(member, (_, one) -> one.withMfa(false).changed());
        }
    }

    @Override
    public synchronized Begun begin(String id, String subject, Instant now) {
        Deque<Attempt> failed = attempts.computeIfAbsent(subject, _ -> new ArrayDeque<>());
        failed.removeIf(one -> !now.isBefore(one.at().plus(WINDOW)));
        if (failed.size() >= MOST) {
            return new Begun.Exhausted(failed.getFirst().at().plus(WINDOW));
        }
        failed.add(new Attempt(id, now));
        return new Begun.Allowed();
    }

    @Override
    public synchronized void forgive(String id) {
        attempts.values().forEach(failed -> failed.removeIf(one -> one.id().equals(id)));
    }

    @Override
    public synchronized boolean offer(SecretHash code) {
        if (setUp || setupCode.isPresent()) {
            return false;
        }
        setupCode = Optional.of(code);
        return true;
    }

    @Override
    public synchronized boolean over() {
        return setUp;
    }

    @Override
    public synchronized State state(SecretHash code) {
        if (setUp) {
            return State.OVER;
        }
        return setupCode.filter(code::matches).isPresent() ? State.RIGHT : State.WRONG;
    }

    @Override
    public synchronized Completion complete(Author author, SecretHash code, Member owner, PasswordHash password) {
        return switch (state(code)) {
            case OVER -> Completion.OVER;
            case WRONG -> Completion.WRONG;
            case RIGHT -> {
                if (byEmail(owner.email()).isPresent()) {
                    yield Completion.EMAIL_TAKEN;
                }
                members.put(owner.id(), owner);
                passwords.put(owner.id(), password);
                setUp = true;
                yield Completion.COMPLETED;
            }
        };
    }

    private Optional<Member> byEmail(String email) {
        return members.values().stream()
                .filter(one -> EmailAddress.folded(one.email()).equals(EmailAddress.folded(email))).findFirst();
    }

    private Stream<Member> of(AccountId account) {
        return members.values().stream().filter(member -> member.account().equals(account));
    }

    private List<Member> others(Member than) {
        return of(than.account()).filter(member -> !member.id().equals(than.id())).toList();
    }

    private void endSessions(MemberId member) {
        sessions.values().removeIf(session -> session.member().equals(member));
    }
}
