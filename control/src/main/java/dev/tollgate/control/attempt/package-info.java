/// How often somebody may fail to prove who they are.
@NullMarked
package dev.tollgate.control.attempt;

import org.jspecify.annotations.NullMarked;
