/// Exchanges and their bytes: the one record from which log, metrics and metering are fed.
@NullMarked
package dev.tollgate.domain.traffic;

import org.jspecify.annotations.NullMarked;
