package dev.tollgate.store.login;

import dev.tollgate.domain.audit.Action;
import dev.tollgate.domain.audit.Author;
import dev.tollgate.domain.audit.Facts;
import dev.tollgate.domain.error.StoreFailure;
import dev.tollgate.domain.login.ConsoleSession;
import dev.tollgate.domain.login.SessionRepository;
import dev.tollgate.domain.member.Member;
import dev.tollgate.domain.member.Member.LastLogin;
import dev.tollgate.domain.member.MemberStatus;
import dev.tollgate.domain.secret.SecretHash;
import dev.tollgate.store.audit.Change;
import dev.tollgate.store.audit.ChangeLog;
import dev.tollgate.store.database.Database;
import dev.tollgate.store.member.MemberTable;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The console's sessions. Thread-safe.
///
/// Uses are gathered in memory, the latest of each session, and written by [#writeUses] every few seconds: reading a page of the
/// console does not wait for a write. Bounded by the number of sessions.
public final class StoredSessions implements SessionRepository {
    private static final Logger LOG = LoggerFactory.getLogger(StoredSessions.class);

    private final Database database;
    private final ChangeLog changes;
    private final ConcurrentHashMap<SecretHash, Instant> uses = new ConcurrentHashMap<>();

    public StoredSessions(Database database, ChangeLog changes) {
        this.database = database;
        this.changes = changes;
    }

    @Override
    public Optional<Member> begin(Author author, ConsoleSession session, LastLogin login) {
        // Those that were used here a moment ago are not forgotten below.
        writeUses();
        return database.write(handle -> {
            MemberTable members = new MemberTable(handle);
            Optional<Member> member = members.find(session.member())
                    .filter(one -> one.status() == MemberStatus.ACTIVE);
            member.ifPresent(one -> {
                SessionTable table = new SessionTable(handle);
                table.forgetOver(login.at());
                table.insert(session);
                members.loggedIn(one.id(), login);
                changes.add(handle, author, Change.made(Action.MEMBER_LOGIN, one.id(), Facts.none())
                        .in(one.account()));
            });
            return member.map(one -> one.loggedIn(login));
        });
    }

    @Override
    public Optional<SignedIn> find(SecretHash id) {
        return database.read(handle -> new SessionTable(handle).find(id).flatMap(session -> new MemberTable(handle)
                .find(session.member()).map(member -> new SignedIn(used(session), member))));
    }

    private ConsoleSession used(ConsoleSession session) {
        Instant unwritten = uses.get(session.id());
        return unwritten == null || unwritten.isBefore(session.lastSeenAt())
                ? session
                : new ConsoleSession(session.id(), session.member(), session.begunAt(), unwritten);
    }

    @Override
    public void seen(SecretHash id, Instant at) {
        uses.merge(id, at, (known, other) -> other.isBefore(known) ? known : other);
    }

    @Override
    public void end(Author author, ConsoleSession session) {
        database.write(handle -> {
            boolean ended = new SessionTable(handle).end(session.id());
            new MemberTable(handle).find(session.member()).filter(one -> ended)
                    .ifPresent(one -> changes.add(handle, author,
                            Change.made(Action.MEMBER_LOGOUT, one.id(), Facts.none()).in(one.account())));
            return ended;
        });
        uses.remove(session.id());
    }

    /// Writes what was gathered. What cannot be written now is kept for the next time.
    public void writeUses() {
        Map<SecretHash, Instant> gathered = Map.copyOf(uses);
        if (gathered.isEmpty()) {
            return;
        }
        try {
            database.write(handle -> {
                SessionTable table = new SessionTable(handle);
                gathered.forEach(table::seen);
                return true;
            });
            gathered.forEach(uses::remove);
        } catch (StoreFailure e) {
            LOG.warn("The last uses of {} sessions could not be written: {}", gathered.size(), e.getMessage());
        }
    }
}
