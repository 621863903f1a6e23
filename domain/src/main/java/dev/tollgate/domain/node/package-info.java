/// The nodes that run over one store, as each says of itself.
@NullMarked
package dev.tollgate.domain.node;

import org.jspecify.annotations.NullMarked;
