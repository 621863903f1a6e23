/// How bytes get in and out of this machine: which of Netty's transports runs here, what it calls its parts, and how many sockets
/// there may be.
/// Knows nothing of proxies, targets or protocols.
@NullMarked
package dev.tollgate.gateway.transport;

import org.jspecify.annotations.NullMarked;
