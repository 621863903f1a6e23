/// What the protocols of the client side have in common: letting an exchange in, by the rules of the domain.
@NullMarked
package dev.tollgate.gateway.inbound;

import org.jspecify.annotations.NullMarked;
