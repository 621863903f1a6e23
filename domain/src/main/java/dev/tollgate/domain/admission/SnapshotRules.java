package dev.tollgate.domain.admission;

import dev.tollgate.domain.username.Locations;
import dev.tollgate.domain.username.SessionMinutes;
import dev.tollgate.domain.username.UsernameParser;
import java.util.Set;

/// The settings by which a snapshot reads usernames.
///
/// @param usernamePrefix of the brand
/// @param sessionMinutes the longest session of each gateway product
/// @param extraRegions known beside those of ISO 3166-1
public record SnapshotRules(String usernamePrefix, SessionMinutes sessionMinutes, Set<String> extraRegions) {
    public SnapshotRules {
        extraRegions = Set.copyOf(extraRegions);
    }

    UsernameParser parser(Locations locations) {
        return new UsernameParser(usernamePrefix, sessionMinutes, locations);
    }
}
