/// May this request pass? One ordered list of checks over an immutable snapshot of the facts. Opens no socket, asks no store.
@NullMarked
package dev.tollgate.domain.admission;

import org.jspecify.annotations.NullMarked;
