package dev.tollgate.domain.admission;

import dev.tollgate.domain.exit.Exit;
import java.util.List;
import java.util.Optional;

/// What changed up to a revision of the store.
///
/// @param revision the store's, as of which this is true
/// @param subUsers each sub-user that changed, whole
/// @param exits all exits, if any of them changed
public record AccessChanges(long revision, List<SubUserAccess> subUsers, Optional<List<Exit>> exits) {
    public AccessChanges {
        subUsers = List.copyOf(subUsers);
        exits = exits.map(List::copyOf);
    }

    public boolean isEmpty() {
        return subUsers.isEmpty() && exits.isEmpty();
    }
}
