/// Money and traffic that is granted, as integers: nothing is ever rounded on its way through a sum. Knows nobody who has any.
@NullMarked
package dev.tollgate.domain.amount;

import org.jspecify.annotations.NullMarked;
