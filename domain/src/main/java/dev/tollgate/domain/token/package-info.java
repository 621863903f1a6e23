/// API tokens, the scopes they carry and the secrets they are presented with.
@NullMarked
package dev.tollgate.domain.token;

import org.jspecify.annotations.NullMarked;
