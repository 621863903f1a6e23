/// What needs no credentials: the status of A§15 and the description of the API.
@NullMarked
package dev.tollgate.control.system;

import org.jspecify.annotations.NullMarked;
