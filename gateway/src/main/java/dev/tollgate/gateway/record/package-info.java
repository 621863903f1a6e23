/// Exchanges from their first byte to their one record. Knows who is served and what was counted, not how bytes move.
@NullMarked
package dev.tollgate.gateway.record;

import org.jspecify.annotations.NullMarked;
