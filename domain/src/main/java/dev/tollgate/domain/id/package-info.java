/// Identifiers: ULIDs and the prefix each kind of id carries. Knows no kind of object but its prefix.
@NullMarked
package dev.tollgate.domain.id;

import org.jspecify.annotations.NullMarked;
