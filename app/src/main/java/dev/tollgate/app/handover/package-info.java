/// Passing a running node's listening sockets on to the process that takes its place (ADR 0015). Knows sockets and files;
/// what a node does about it is told by `dev.tollgate.app.wiring`.
@NullMarked
package dev.tollgate.app.handover;

import org.jspecify.annotations.NullMarked;
