/// Placeholder.
@NullMarked
package dev.tollgate.app;

import org.jspecify.annotations.NullMarked;
