/// Tunnels whose bytes the kernel moves: between two plain sockets, through a pipe where much flows.
///
/// Knows sockets and pipes of Linux, and what every relay promises. Does not know channels beyond taking their sockets over,
/// nor what tunnels are for.
@NullMarked
package dev.tollgate.gateway.relay.splice;

import org.jspecify.annotations.NullMarked;
