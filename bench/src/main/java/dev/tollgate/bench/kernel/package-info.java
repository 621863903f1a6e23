/// The few system calls of Linux that a load generator is made of, and an event loop over them: what the load side costs is taken
/// from the proxy's share of the machine. Knows nothing of what is sent.
@NullMarked
package dev.tollgate.bench.kernel;

import org.jspecify.annotations.NullMarked;
