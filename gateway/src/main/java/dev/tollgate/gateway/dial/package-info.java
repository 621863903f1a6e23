/// From a chosen exit and a target to an open connection: the gateway's own resolver, the guard on what it found, the
/// connecting itself, and TLS to targets. Knows nothing of the client's protocol and decides nothing about permission:
/// it asks an `AddressJudge`.
@NullMarked
package dev.tollgate.gateway.dial;

import org.jspecify.annotations.NullMarked;
