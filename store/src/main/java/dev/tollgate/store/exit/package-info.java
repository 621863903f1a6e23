/// Exits and their labels.
@NullMarked
package dev.tollgate.store.exit;

import org.jspecify.annotations.NullMarked;
