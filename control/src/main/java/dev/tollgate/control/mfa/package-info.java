/// Second factors: codes of an authenticator app (RFC 6238), and recovery codes for when it is lost.
@NullMarked
package dev.tollgate.control.mfa;

import org.jspecify.annotations.NullMarked;
