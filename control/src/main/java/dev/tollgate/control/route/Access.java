package dev.tollgate.control.route;

import dev.tollgate.domain.token.Scope;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/// Who may call an operation.
public sealed interface Access {

    /// Anybody, without credentials.
    record Open() implements Access {}

    /// Every valid token, whatever its scopes.
    record AnyToken() implements Access {}

    /// Every member who is signed in to the console; no token.
    record SignedIn() implements Access {}

    /// A token of production with the scope `*`, or a member who is an owner.
    record Owner() implements Access {}

    /// A token or a member with one of the scopes.
    record Needs(Set<Scope> anyOf) implements Access {

        public Needs {
            anyOf = Collections.unmodifiableSet(EnumSet.copyOf(anyOf));
        }
    }
}
