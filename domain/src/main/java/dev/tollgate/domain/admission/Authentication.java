package dev.tollgate.domain.admission;

import dev.tollgate.domain.error.GatewayError;
import dev.tollgate.domain.error.Refusal;
import dev.tollgate.domain.username.ProxyUsername;
import java.util.Optional;

/// Who a client turned out to be: the outcome of the checks `credentials` to `credential`.
public sealed interface Authentication {
    /// @param username as the client sent it, or the default of its source
    record Authenticated(SubUserAccess subUser, ProxyUsername username) implements Authentication {}

    /// @param username that was understood, if it came so far
    /// @param named the sub-user it names, whether or not it was proven
    /// @param trueCode what it would have been told, where `auth-throttled` or a `strict` answer hides it
    record Unknown(Refusal refusal, Optional<ProxyUsername> username, Optional<SubUserAccess> named,
            GatewayError trueCode) implements Authentication {}
}
