/// Connections, transactions and migrations of the two databases. Knows no table but the revision counter.
@NullMarked
package dev.tollgate.store.database;

import org.jspecify.annotations.NullMarked;
