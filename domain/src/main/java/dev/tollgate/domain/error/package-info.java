/// Every failure a user can meet: one catalogue for the gateway, one for the API. Knows no protocol but what it shows on it.
@NullMarked
package dev.tollgate.domain.error;

import org.jspecify.annotations.NullMarked;
