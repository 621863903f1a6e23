/// Sub-users: the unit of access control, with their products.
///
/// Knows nothing of SQL, HTTP or how a request arrived.
@NullMarked
package dev.tollgate.domain.subuser;

import org.jspecify.annotations.NullMarked;
