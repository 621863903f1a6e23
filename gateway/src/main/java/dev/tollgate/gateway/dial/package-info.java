/// From a chosen exit and a target to an open connection: the connecting itself, and TLS to targets. Knows nothing of
/// the client's protocol and decides nothing about permission: it dials what `resolve` hands it.
@NullMarked
package dev.tollgate.gateway.dial;

import org.jspecify.annotations.NullMarked;
