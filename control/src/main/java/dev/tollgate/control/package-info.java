/// Placeholder.
@NullMarked
package dev.tollgate.control;

import org.jspecify.annotations.NullMarked;
