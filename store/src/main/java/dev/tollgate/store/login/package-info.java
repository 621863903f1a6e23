/// What members sign in with, and the sessions that they begin with it.
@NullMarked
package dev.tollgate.store.login;

import org.jspecify.annotations.NullMarked;
