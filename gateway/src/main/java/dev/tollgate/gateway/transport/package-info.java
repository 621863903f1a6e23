/// How bytes get in and out of this machine: which of Netty's transports runs here, and what it calls its parts.
/// Knows nothing of proxies, targets or protocols.
@NullMarked
package dev.tollgate.gateway.transport;

import org.jspecify.annotations.NullMarked;
