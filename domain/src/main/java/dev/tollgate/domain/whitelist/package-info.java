/// Source addresses that may use a sub-user without its password, one list for each product.
@NullMarked
package dev.tollgate.domain.whitelist;

import org.jspecify.annotations.NullMarked;
