/// The account of A§3 as its own tokens see it.
@NullMarked
package dev.tollgate.control.account;

import org.jspecify.annotations.NullMarked;
