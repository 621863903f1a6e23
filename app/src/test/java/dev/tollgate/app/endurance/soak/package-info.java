/// The long run: mixed load against a node, and beside it against squid, with the memory, the descriptors and the counters of each
/// sampled all the while.
///
/// Knows nothing of the other tests but the client's connection and what the system says of a process.
@NullMarked
package dev.tollgate.app.endurance.soak;

import org.jspecify.annotations.NullMarked;
