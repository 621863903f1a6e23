/// The audit chain, and the events that a change tells of: kept in the transaction that makes the change.
@NullMarked
package dev.tollgate.store.audit;

import org.jspecify.annotations.NullMarked;
