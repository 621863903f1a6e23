/// The operations of the API, each declared once: where it is, who may call it, what it takes and how it can fail. Knows
/// no HTTP library.
@NullMarked
package dev.tollgate.control.route;

import org.jspecify.annotations.NullMarked;
