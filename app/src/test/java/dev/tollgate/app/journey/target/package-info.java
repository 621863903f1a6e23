/// The server that journeys lead to: HTTP/1.1 on the loopback address, written on plain sockets so that a test sees each byte
/// that the gateway forwarded. Knows nothing of the product.
@NullMarked
package dev.tollgate.app.journey.target;

import org.jspecify.annotations.NullMarked;
