package dev.tollgate.domain.admission;

import dev.tollgate.domain.exit.Exit;
import java.util.List;
import java.util.Optional;

/// What changed up to a revision of the store.
///
/// @param revision the store's, as of which this is true
/// @param subUsers each sub-user that changed, whole
/// @param accounts each account that changed, whole; no sub-user is here because of it
/// @param exits all exits, if any of them changed
public record AccessChanges(long revision, List<SubUserAccess> subUsers, List<AccountAccess> accounts,
        Optional<List<Exit>> exits) {
    public AccessChanges {
        subUsers = List.copyOf(subUsers);
        accounts = List.copyOf(accounts);
        exits = exits.map(List::copyOf);
    }

    public boolean isEmpty() {
        return subUsers.isEmpty() && accounts.isEmpty() && exits.isEmpty();
    }
}
