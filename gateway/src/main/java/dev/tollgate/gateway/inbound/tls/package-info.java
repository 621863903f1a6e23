/// TLS on the client's side: the certificate, its exchange for another while connections go on, and the handshake. Knows nothing
/// of what is spoken inside.
@NullMarked
package dev.tollgate.gateway.inbound.tls;

import org.jspecify.annotations.NullMarked;
