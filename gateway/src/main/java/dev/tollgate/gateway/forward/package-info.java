/// The upstream side of plain HTTP: connections to targets, opened and kept for reuse, and what comes back on them. Knows exits,
/// targets and messages; does not know the client, its protocol or how it was let in.
@NullMarked
package dev.tollgate.gateway.forward;

import org.jspecify.annotations.NullMarked;
