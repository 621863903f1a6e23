/// IP addresses, ranges of them, and fast look-ups over many ranges.
///
/// Plain values and arithmetic: nothing here resolves a name, opens a socket or knows why an address is asked for.
@NullMarked
package dev.tollgate.domain.address;

import org.jspecify.annotations.NullMarked;
