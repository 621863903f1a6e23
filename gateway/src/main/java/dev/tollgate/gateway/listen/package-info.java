/// Listening sockets, event loops and the order of a connection's steps.
@NullMarked
package dev.tollgate.gateway.listen;

import org.jspecify.annotations.NullMarked;
