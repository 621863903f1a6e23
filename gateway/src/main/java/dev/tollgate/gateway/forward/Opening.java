package dev.tollgate.gateway.forward;

import dev.tollgate.domain.admission.Check;
import dev.tollgate.domain.error.Refusal;

/// What came of opening a connection to a target.
public sealed interface Opening {

    /// @param connection ready for a request; the caller's to release or close
    record Opened(UpstreamConnection connection) implements Opening {}

    /// @param check `RESOLVE` or `DIAL`
    record Failed(Refusal refusal, Check check) implements Opening {}
}
