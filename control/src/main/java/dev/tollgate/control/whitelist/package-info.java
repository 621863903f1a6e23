/// The whitelists of A§5: operations, commands and how an entry is shown.
@NullMarked
package dev.tollgate.control.whitelist;

import org.jspecify.annotations.NullMarked;
