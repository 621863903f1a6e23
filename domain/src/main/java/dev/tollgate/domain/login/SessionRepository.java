package dev.tollgate.domain.login;

import dev.tollgate.domain.audit.Author;
import dev.tollgate.domain.member.Member;
import dev.tollgate.domain.member.Member.LastLogin;
import dev.tollgate.domain.secret.SecretHash;
import java.time.Instant;
import java.util.Optional;

/// Keeps the sessions of the console, for every node. Thread-safe; each method is one transaction.
public interface SessionRepository {
    /// Begins a session and notes the login; forgets the sessions that were over by then.
    ///
    /// @return the member as it is now; empty, with nothing begun, if it was removed or disabled meanwhile
    Optional<Member> begin(Author author, ConsoleSession session, LastLogin login);

    /// The session and whose it is, over or not.
    Optional<SignedIn> find(SecretHash id);

    /// Notes a use, of which only the latest counts. Never waits for the store; a crash may lose the last seconds, and another node
    /// learns of it some seconds later.
    void seen(SecretHash id, Instant at);

    /// Ends a session, if it is there.
    void end(Author author, ConsoleSession session);

    /// A session and its member.
    record SignedIn(ConsoleSession session, Member member) {}
}
