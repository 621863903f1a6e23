/// What happens to an account's things, as far as somebody may want to be told of it at once. Knows nothing of how they are.
@NullMarked
package dev.tollgate.domain.event;

import org.jspecify.annotations.NullMarked;
