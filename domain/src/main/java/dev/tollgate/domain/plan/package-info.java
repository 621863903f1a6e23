/// Plans: what an account may use and how much of it.
@NullMarked
package dev.tollgate.domain.plan;

import org.jspecify.annotations.NullMarked;
