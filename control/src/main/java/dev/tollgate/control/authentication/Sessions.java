package dev.tollgate.control.authentication;

import dev.tollgate.domain.login.ConsoleSession;
import dev.tollgate.domain.login.SessionRepository;
import dev.tollgate.domain.login.SessionRepository.SignedIn;
import dev.tollgate.domain.member.MemberStatus;
import dev.tollgate.domain.secret.Secret;
import dev.tollgate.domain.secret.SecretHash;
import dev.tollgate.domain.secret.ServerKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Optional;

/// The living sessions of the console, and the tokens that prove that a page of ours writes with them. Thread-safe.
///
/// The CSRF token is a keyed hash of what the cookie carries. So every node knows it, nothing is kept, and it is another one with
/// each session.
public record Sessions(SessionRepository repository, ServerKey key) {

    private static final String CSRF_TEXT = "csrf token of ";

    /// The session of a cookie, unless it is over.
    public Optional<SignedIn> find(Secret cookie, Instant now) {
        return repository.find(id(cookie)).filter(one -> !one.session().over(now)
                && one.member().status() == MemberStatus.ACTIVE);
    }

    /// What a session is kept under.
    public SecretHash id(Secret cookie) {
        return key.hash(cookie);
    }

    public String csrfToken(Secret cookie) {
        return key.hash((CSRF_TEXT + cookie.reveal()).getBytes(StandardCharsets.UTF_8)).hex();
    }

    /// Whether a page of ours sends this, and knows the token of the session.
    public boolean ownPageWrites(Visit visit) {
        return visit.fromOwnPage() && visit.csrfToken().size() == 1
                && visit.session().filter(cookie -> same(csrfToken(cookie), visit.csrfToken().getFirst())).isPresent();
    }

    private static boolean same(String token, String sent) {
        return MessageDigest.isEqual(token.getBytes(StandardCharsets.UTF_8), sent.getBytes(StandardCharsets.UTF_8));
    }

    void seen(ConsoleSession session, Instant now) {
        repository.seen(session.id(), now);
    }
}
