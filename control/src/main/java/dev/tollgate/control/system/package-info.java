/// The status of A§15, the description of the API, and the nodes (A§16.7).
@NullMarked
package dev.tollgate.control.system;

import org.jspecify.annotations.NullMarked;
