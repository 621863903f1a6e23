/// Exits, where traffic leaves; what a request wishes of one, and which one it gets.
@NullMarked
package dev.tollgate.domain.exit;

import org.jspecify.annotations.NullMarked;
