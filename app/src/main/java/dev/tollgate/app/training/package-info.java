/// Exercises a node so that the JVM learns what to load and to compile: made once after a build, used by each start.
@NullMarked
package dev.tollgate.app.training;

import org.jspecify.annotations.NullMarked;
