/// Sockets and pipes of Linux by its own system calls: one edge-triggered registration for a socket's whole life, no call that
/// is not needed, errors as numbers.
///
/// Knows file descriptors and event loops. Does not know proxies, targets, protocols, or the relay that moves bytes with it.
@NullMarked
package dev.tollgate.gateway.transport.linux;

import org.jspecify.annotations.NullMarked;
