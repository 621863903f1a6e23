package dev.tollgate.domain.idempotency;

import dev.tollgate.domain.secret.SecretHash;
import dev.tollgate.domain.traffic.RequestId;

/// One request that carries an `Idempotency-Key`.
///
/// @param name of what is attempted: a keyed hash of the caller, the account acted in, the path and the key
/// @param content a keyed hash of the query and the body, which may hold secrets
/// @param by the request that makes the attempt
public record Attempt(SecretHash name, SecretHash content, RequestId by) {}
