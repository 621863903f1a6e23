/// Which protocol the first bytes speak.
@NullMarked
package dev.tollgate.gateway.detect;

import org.jspecify.annotations.NullMarked;
