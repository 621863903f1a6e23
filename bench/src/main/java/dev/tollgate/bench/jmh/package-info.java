/// Microbenchmarks of the pure steps of a connection's life, under JMH: admission and the parsers. Knows their public types and
/// nothing of sockets.
@NullMarked
package dev.tollgate.bench.jmh;

import org.jspecify.annotations.NullMarked;
