/// Sub-users, living and buried, with the passwords they replaced.
@NullMarked
package dev.tollgate.store.subuser;

import org.jspecify.annotations.NullMarked;
