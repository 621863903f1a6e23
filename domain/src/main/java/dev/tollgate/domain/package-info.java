/// Placeholder.
@NullMarked
package dev.tollgate.domain;

import org.jspecify.annotations.NullMarked;
