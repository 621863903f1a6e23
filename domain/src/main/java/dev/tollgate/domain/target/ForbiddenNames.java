package dev.tollgate.domain.target;

import java.util.List;

/// The names that never mean a host in the public internet, judged before anybody is asked for them.
final class ForbiddenNames {

    private static final List<String> ENDINGS = List.of(".localhost", ".local", ".internal", ".home.arpa", ".onion");

    private ForbiddenNames() {}

    /// A single label, `localhost` among them, or a name under a private ending.
    static boolean contains(Host.Name name) {
        String value = name.value();
        if (value.indexOf('.') < 0) {
            return true;
        }
        for (String ending : ENDINGS) {
            if (value.endsWith(ending)) {
                return true;
            }
        }
        return false;
    }
}
