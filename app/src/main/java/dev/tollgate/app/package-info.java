/// The program: [dev.tollgate.app.Main] starts it.
///
/// Nothing imports this module; it may import everything.
@NullMarked
package dev.tollgate.app;

import org.jspecify.annotations.NullMarked;
