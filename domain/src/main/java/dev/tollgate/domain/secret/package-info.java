/// Secrets that machines make, and the keyed hashes that are kept of them. Nothing here prints a secret.
@NullMarked
package dev.tollgate.domain.secret;

import org.jspecify.annotations.NullMarked;
