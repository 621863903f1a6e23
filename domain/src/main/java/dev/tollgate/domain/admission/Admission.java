package dev.tollgate.domain.admission;

import dev.tollgate.domain.error.Refusal;
import dev.tollgate.domain.exit.ExitWish;
import dev.tollgate.domain.limit.Allowance;
import dev.tollgate.domain.limit.Permit;
import dev.tollgate.domain.username.ProxyUsername;

/// Whether a request may pass: the outcome of the checks up to `concurrency`.
public sealed interface Admission {
    /// @param allowance that it was admitted under
    /// @param permit the slot it runs in; the caller's to close
    record Admitted(SubUserAccess subUser, ProxyUsername username, ExitWish wish, Allowance allowance, Permit permit)
            implements
                Admission {}

    /// The check that failed is in the [CheckLog].
    record Refused(Refusal refusal) implements Admission {}
}
