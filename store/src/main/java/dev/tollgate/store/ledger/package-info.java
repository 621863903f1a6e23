/// The ledger of credits.
@NullMarked
package dev.tollgate.store.ledger;

import org.jspecify.annotations.NullMarked;
