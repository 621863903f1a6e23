/// Sees whether the event loops run freely. Knows loops as executors, and nothing of what runs on them.
@NullMarked
package dev.tollgate.gateway.watch;

import org.jspecify.annotations.NullMarked;
