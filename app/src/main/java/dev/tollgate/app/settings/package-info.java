/// Everything an operator can set: one record for each section of the settings file, which declares its settings and
/// carries their values.
///
/// Knows nothing of the parts that are configured; `app.wiring` hands them what they need.
@NullMarked
package dev.tollgate.app.settings;

import org.jspecify.annotations.NullMarked;
