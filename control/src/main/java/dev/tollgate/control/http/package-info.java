/// HTTP in, HTTP out: the listener, the order of checks that every request goes through, and how an answer is written. Knows
/// no resource.
@NullMarked
package dev.tollgate.control.http;

import org.jspecify.annotations.NullMarked;
