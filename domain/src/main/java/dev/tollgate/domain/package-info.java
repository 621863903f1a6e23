/// The rules of Tollgate. No input or output, no threads, no clock of its own: time and chance are passed in.
@NullMarked
package dev.tollgate.domain;

import org.jspecify.annotations.NullMarked;
