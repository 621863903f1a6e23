/// The sub-users of A§4: operations, commands and how one is shown.
@NullMarked
package dev.tollgate.control.subuser;

import org.jspecify.annotations.NullMarked;
