/// How many API requests each caller made in a day.
@NullMarked
package dev.tollgate.store.limit;

import org.jspecify.annotations.NullMarked;
