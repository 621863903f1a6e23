/// How rotations of secrets show, of whichever object. Knows no object.
@NullMarked
package dev.tollgate.control.rotation;

import org.jspecify.annotations.NullMarked;
