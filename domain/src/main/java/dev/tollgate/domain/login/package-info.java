/// How members prove who they are, and how long that holds: passwords, second factors, sessions, the first setup.
@NullMarked
package dev.tollgate.domain.login;

import org.jspecify.annotations.NullMarked;
