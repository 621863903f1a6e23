package dev.tollgate.domain.audit;

import dev.tollgate.domain.address.IpAddress;
import java.util.Optional;

/// Who makes a change: the first thing that every changing method of a repository is told. The store keeps the audit entry with
/// the change, in one transaction.
///
/// @param account the id of the account that the actor belongs to, which need not be the one whose object changes; empty for
///     [#SYSTEM] and [#CLI], who belong to none
/// @param request the id of the API request that asks for it
public record Author(Actor actor, Optional<String> account, Optional<String> request) {
    /// Tollgate by itself, as at its first start.
    public static final Author SYSTEM = new Author(
            new Actor(Actor.Type.SYSTEM, Optional.empty(), Optional.empty()), Optional.empty(), Optional.empty());
    /// A command at a shell that works on the store.
    public static final Author CLI = new Author(
            new Actor(Actor.Type.CLI, Optional.empty(), Optional.empty()), Optional.empty(), Optional.empty());

    /// A token that was presented with a request.
    ///
    /// @param account the token's own
    public static Author token(String id, String account, IpAddress source, String request) {
        return of(Actor.Type.TOKEN, id, account, source, request);
    }

    /// A member who is signed in.
    ///
    /// @param account the member's own
    public static Author member(String id, String account, IpAddress source, String request) {
        return of(Actor.Type.MEMBER, id, account, source, request);
    }

    private static Author of(Actor.Type type, String id, String account, IpAddress source, String request) {
        return new Author(new Actor(type, Optional.of(id), Optional.of(source)), Optional.of(account),
                Optional.of(request));
    }
}
