/// The data folder: its lock and the server key. Knows nothing of what else is kept there.
@NullMarked
package dev.tollgate.app.data;

import org.jspecify.annotations.NullMarked;
