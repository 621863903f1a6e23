/// The plans of A§16.2: operations, commands and how one is shown.
@NullMarked
package dev.tollgate.control.plan;

import org.jspecify.annotations.NullMarked;
