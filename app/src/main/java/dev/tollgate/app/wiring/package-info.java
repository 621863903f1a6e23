/// Calls the constructors: makes a node of the settings, starts its parts in order and closes them in reverse.
@NullMarked
package dev.tollgate.app.wiring;

import org.jspecify.annotations.NullMarked;
