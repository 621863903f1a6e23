/// The admin listener: health, readiness, metrics.
@NullMarked
package dev.tollgate.app.admin;

import org.jspecify.annotations.NullMarked;
