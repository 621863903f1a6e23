/// The commands of `./tollgate`: what they are called, what options they take, and how they end.
///
/// Knows nothing of how a node is put together; that is behind [Commands].
@NullMarked
package dev.tollgate.app.cli;

import org.jspecify.annotations.NullMarked;
