/// The passwords of members: what may be one, and their slow hash. The only package that knows the library that computes it.
@NullMarked
package dev.tollgate.control.password;

import org.jspecify.annotations.NullMarked;
