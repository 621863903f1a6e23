/// Attacks by message, over real sockets: every class of malformed or smuggling message that we know, declared once with our
/// answer to it. The tables of docs/security.md are made of the same declarations.
@NullMarked
package dev.tollgate.gateway.hostile;

import org.jspecify.annotations.NullMarked;
