package dev.tollgate.domain.account;

import java.util.Set;

/// Production, or the sandbox of G§22. Objects of the one are invisible from the other.
public enum Environment {
    LIVE, TEST;

    /// The environments whose tokens its callers see and make. Those of the sandbox have to come from somewhere: production makes
    /// both, the sandbox its own alone.
    public Set<Environment> ofTokens() {
        return switch (this) {
            case LIVE -> Set.of(LIVE, TEST);
            case TEST -> Set.of(TEST);
        };
    }
}
