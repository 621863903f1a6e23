/// Which protocol the first bytes of a connection speak. Knows the beginnings of protocols, not the protocols.
@NullMarked
package dev.tollgate.gateway.detect;

import org.jspecify.annotations.NullMarked;
