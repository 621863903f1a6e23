/// Requests that a caller may repeat without their happening twice (A§1.4). Knows no HTTP.
@NullMarked
package dev.tollgate.domain.idempotency;

import org.jspecify.annotations.NullMarked;
