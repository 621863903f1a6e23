/// The proxies that are compared: how each is configured, started and watched from outside. Knows the load side's entrances and
/// nothing of what is measured.
@NullMarked
package dev.tollgate.bench.contender;

import org.jspecify.annotations.NullMarked;
