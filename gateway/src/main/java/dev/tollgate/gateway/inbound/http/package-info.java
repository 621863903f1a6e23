/// The client's side of HTTP/1: heads in, answers out. Knows how to speak, not who may be served.
@NullMarked
package dev.tollgate.gateway.inbound.http;

import org.jspecify.annotations.NullMarked;
