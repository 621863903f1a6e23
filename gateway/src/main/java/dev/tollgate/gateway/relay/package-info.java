/// Moving a tunnel's bytes between its two legs, until both directions are over.
///
/// Knows channels, bytes, limits of time and of memory. Does not know who the client is, how it was let in, how the
/// target was reached, or which protocol set the tunnel up.
@NullMarked
package dev.tollgate.gateway.relay;

import org.jspecify.annotations.NullMarked;
