/// Makes committed changes known to the data plane: reads them from the store, puts a new snapshot in force. Knows no HTTP.
@NullMarked
package dev.tollgate.control.publish;

import org.jspecify.annotations.NullMarked;
