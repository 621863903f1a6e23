/// Reading what a caller sent, strictly: JSON, fields, query parameters, cursors, preconditions; and naming every fault in it.
/// Knows no resource and no HTTP library.
@NullMarked
package dev.tollgate.control.input;

import org.jspecify.annotations.NullMarked;
