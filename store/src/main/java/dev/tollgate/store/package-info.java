/// Placeholder.
@NullMarked
package dev.tollgate.store;

import org.jspecify.annotations.NullMarked;
