/// How settings are declared, found and judged: the file, the environment and the options, laid over the defaults.
///
/// Knows no setting by name; what there is to set is told by the records of `dev.tollgate.app.settings`.
@NullMarked
package dev.tollgate.app.settings.read;

import org.jspecify.annotations.NullMarked;
