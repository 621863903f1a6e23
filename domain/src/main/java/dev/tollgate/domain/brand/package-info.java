/// The wire constants an operator may change. Nothing else in the code spells them.
@NullMarked
package dev.tollgate.domain.brand;

import org.jspecify.annotations.NullMarked;
