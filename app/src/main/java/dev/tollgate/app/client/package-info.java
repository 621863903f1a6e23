/// A client of the REST API, for commands that work over it. Knows no command and no setting.
@NullMarked
package dev.tollgate.app.client;

import org.jspecify.annotations.NullMarked;
