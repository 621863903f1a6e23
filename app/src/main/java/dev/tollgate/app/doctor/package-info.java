/// Looks at this machine and these settings, and says what is wrong with them and what to do about it.
@NullMarked
package dev.tollgate.app.doctor;

import org.jspecify.annotations.NullMarked;
