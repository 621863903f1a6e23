/// The load side: clients of every kind and the origin they reach, all on one event loop of one thread. Knows nothing of which
/// proxy stands between.
@NullMarked
package dev.tollgate.bench.load;

import org.jspecify.annotations.NullMarked;
