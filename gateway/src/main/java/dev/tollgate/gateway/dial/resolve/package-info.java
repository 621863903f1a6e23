/// From a target to the addresses that may be dialled for it: the gateway's own resolver, and the guard on what it
/// found. Knows nothing of connections; whether an address is allowed it asks an `AddressJudge`.
@NullMarked
package dev.tollgate.gateway.dial.resolve;

import org.jspecify.annotations.NullMarked;
