/// One client's connection: its source, its deadline, its slot, and what every step of it shares. Knows no protocol.
@NullMarked
package dev.tollgate.gateway.connection;

import org.jspecify.annotations.NullMarked;
