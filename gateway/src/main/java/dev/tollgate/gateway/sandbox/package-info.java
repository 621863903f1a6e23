/// The built-in exit of the sandbox (G§22): what answers requests that leave the node nowhere. Knows neither how a request came
/// nor how it was let in; opens nothing.
@NullMarked
package dev.tollgate.gateway.sandbox;

import org.jspecify.annotations.NullMarked;
