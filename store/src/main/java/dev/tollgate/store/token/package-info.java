/// API tokens, the hashes of their secrets, and when they were last used.
@NullMarked
package dev.tollgate.store.token;

import org.jspecify.annotations.NullMarked;
