/// Our own HTTP/1 codec, strict and without channels: pure state machines from bytes to a head with an offset table,
/// from a head back to bytes, and over chunked bodies. It serves both sides, the client's and the target's. It may use
/// Netty's buffers, and knows nothing of channels, handlers, credentials, exits or the error catalogue.
@NullMarked
package dev.tollgate.gateway.http1;

import org.jspecify.annotations.NullMarked;
