/// Accounts: as their own people see them (A§3), and as an operator opens, changes and credits them (A§16.1).
@NullMarked
package dev.tollgate.control.account;

import org.jspecify.annotations.NullMarked;
