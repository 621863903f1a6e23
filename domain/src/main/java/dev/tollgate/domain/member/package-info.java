/// Members: the people who sign in to the console, and what their roles let them do (A§3).
@NullMarked
package dev.tollgate.domain.member;

import org.jspecify.annotations.NullMarked;
