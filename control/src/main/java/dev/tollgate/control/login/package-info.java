/// How members come in and leave (A§3): login and logout, invitations, the first setup.
@NullMarked
package dev.tollgate.control.login;

import org.jspecify.annotations.NullMarked;
