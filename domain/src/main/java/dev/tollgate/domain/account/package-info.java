/// Accounts: the tenants that own everything else.
@NullMarked
package dev.tollgate.domain.account;

import org.jspecify.annotations.NullMarked;
