/// The one row about the installation as a whole.
@NullMarked
package dev.tollgate.store.installation;

import org.jspecify.annotations.NullMarked;
