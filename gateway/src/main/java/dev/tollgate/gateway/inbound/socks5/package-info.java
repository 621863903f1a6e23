/// The client's side of SOCKS5 (RFC 1928, RFC 1929): method, login and request in, replies out. Knows how to speak, not who may
/// be served.
@NullMarked
package dev.tollgate.gateway.inbound.socks5;

import org.jspecify.annotations.NullMarked;
