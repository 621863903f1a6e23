/// The tokens of A§2, and what a token may learn of itself.
@NullMarked
package dev.tollgate.control.token;

import org.jspecify.annotations.NullMarked;
