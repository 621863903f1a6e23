/// The grammar of proxy usernames: which sub-user, and which exit is wished for.
///
/// Reads and writes the string alone. Whether such a sub-user exists is never asked here, so that no answer tells.
@NullMarked
package dev.tollgate.domain.username;

import org.jspecify.annotations.NullMarked;
