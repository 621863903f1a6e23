/// The nodes that run over this store.
@NullMarked
package dev.tollgate.store.node;

import org.jspecify.annotations.NullMarked;
