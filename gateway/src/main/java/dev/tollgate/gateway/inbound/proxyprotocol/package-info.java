/// The PROXY header that a load balancer puts in front of a client's bytes, by which the client's own address is known. Knows
/// nothing of what follows it.
@NullMarked
package dev.tollgate.gateway.inbound.proxyprotocol;

import org.jspecify.annotations.NullMarked;
