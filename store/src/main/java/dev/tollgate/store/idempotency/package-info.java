/// Requests with an `Idempotency-Key`, and what they were answered.
@NullMarked
package dev.tollgate.store.idempotency;

import org.jspecify.annotations.NullMarked;
