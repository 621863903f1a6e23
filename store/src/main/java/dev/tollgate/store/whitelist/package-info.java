/// Whitelist entries: their limits and overlaps are judged here, inside the transaction that writes.
@NullMarked
package dev.tollgate.store.whitelist;

import org.jspecify.annotations.NullMarked;
