/// The access log: one JSON line for each exchange.
@NullMarked
package dev.tollgate.app.accesslog;

import org.jspecify.annotations.NullMarked;
