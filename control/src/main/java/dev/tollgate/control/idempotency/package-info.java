/// Requests with an `Idempotency-Key` (A§1.4): what makes two of them the same, and that the same one happens once. Knows no
/// operation and no HTTP library.
@NullMarked
package dev.tollgate.control.idempotency;

import org.jspecify.annotations.NullMarked;
