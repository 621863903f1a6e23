/// Hosts, ports, and which of them are out of bounds.
///
/// Reads what a client writes as its target and judges it, and the addresses it resolves to. Resolving and dialling are
/// the caller's; nothing here knows who asks.
@NullMarked
package dev.tollgate.domain.target;

import org.jspecify.annotations.NullMarked;
