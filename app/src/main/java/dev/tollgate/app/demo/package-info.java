/// The demo: a node in a temporary folder with a target, a certificate and a sub-user to try it on.
@NullMarked
package dev.tollgate.app.demo;

import org.jspecify.annotations.NullMarked;
