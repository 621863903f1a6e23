/// What operators credited to accounts, for good: an entry is never changed. Knows no orders and no traffic.
@NullMarked
package dev.tollgate.domain.ledger;

import org.jspecify.annotations.NullMarked;
