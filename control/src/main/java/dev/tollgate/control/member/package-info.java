/// The members of an account (A§3): who they are, what their roles let them do, and how they are invited.
@NullMarked
package dev.tollgate.control.member;

import org.jspecify.annotations.NullMarked;
