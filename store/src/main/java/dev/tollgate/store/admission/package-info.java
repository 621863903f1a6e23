/// What the data plane must know, read across the tables of the other packages in one consistent state.
@NullMarked
package dev.tollgate.store.admission;

import org.jspecify.annotations.NullMarked;
