/// Plans and their products.
@NullMarked
package dev.tollgate.store.plan;

import org.jspecify.annotations.NullMarked;
