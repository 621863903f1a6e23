package dev.tollgate.control.route;

import dev.tollgate.control.authentication.Principal;
import dev.tollgate.control.authentication.TokenPrincipal;
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

    /// A caller with one of the scopes.
    record Needs(Set<Scope> anyOf) implements Access {

        public Needs {
            anyOf = Collections.unmodifiableSet(EnumSet.copyOf(anyOf));
        }
    }

    /// A caller with one of the scopes, or the token that the path names.
    record NeedsOrItself(Set<Scope> anyOf) implements Access {

        public NeedsOrItself {
            anyOf = Collections.unmodifiableSet(EnumSet.copyOf(anyOf));
        }
    }

    /// The scopes of which one is enough; none where none is asked for.
    default Set<Scope> scopes() {
        return switch (this) {
            case Open(),AnyToken() -> Set.of();
            case Needs(Set<Scope> anyOf) -> anyOf;
            case NeedsOrItself(Set<Scope> anyOf) -> anyOf;
        };
    }

    /// Whether `caller` may call it on what the path names.
    default boolean allows(Principal caller, String named) {
        return switch (this) {
            case Open() -> true;
            case AnyToken() -> caller instanceof TokenPrincipal;
            case Needs(Set<Scope> anyOf) -> caller.mayAny(anyOf);
            case NeedsOrItself(Set<Scope> anyOf) -> caller.mayAny(anyOf)
                    || (caller instanceof TokenPrincipal token && token.id().equals(named));
        };
    }
}
