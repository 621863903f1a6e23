package dev.tollgate.gateway.inbound;

import dev.tollgate.domain.exit.Exit;
import dev.tollgate.domain.exit.ExitChoice;
import dev.tollgate.domain.exit.ExitDirectory;
import dev.tollgate.domain.exit.ExitState;
import dev.tollgate.domain.exit.ExitWish;

/// Where the last plain request of a connection left, and for which username (G§14.3). Confined to the connection's event loop.
final class KeptExit {
    private final String username;
    private ExitChoice.Chosen choice;
    private ExitDirectory exits;

    KeptExit(String username, ExitChoice.Chosen choice, ExitDirectory exits) {
        this.username = username;
        this.choice = choice;
        this.exits = exits;
    }

    ExitChoice choice() {
        return choice;
    }

    /// Whether the next request may leave there too.
    boolean holds(String other, ExitWish wish, ExitDirectory now) {
        return username.equals(other) && (exits == now || standsIn(now, wish));
    }

    /// The exits changed since: a search, which happens once per change and not per request.
    private boolean standsIn(ExitDirectory now, ExitWish wish) {
        for (Exit exit : now.exits()) {
            if (exit.id().equals(choice.exit().id())) {
                choice = new ExitChoice.Chosen(exit);
                exits = now;
                return exit.state() == ExitState.ACTIVE && exit.labels().fit(wish);
            }
        }
        return false;
    }
}
