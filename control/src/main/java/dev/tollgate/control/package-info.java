/// The control plane: the REST API (A§), and what makes a change known to the data plane.
///
/// [ApiServer] puts the parts together; the packages below it are one for each resource, and those they share. Knows no SQL and no
/// connection of a proxy client.
@NullMarked
package dev.tollgate.control;

import org.jspecify.annotations.NullMarked;
