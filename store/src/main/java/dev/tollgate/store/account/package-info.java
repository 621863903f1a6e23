/// Accounts.
@NullMarked
package dev.tollgate.store.account;

import org.jspecify.annotations.NullMarked;
