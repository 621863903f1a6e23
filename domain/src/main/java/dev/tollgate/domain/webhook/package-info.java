/// Webhooks: who is told of an account's events, how a delivery is signed, when it is tried again. Sends nothing itself.
@NullMarked
package dev.tollgate.domain.webhook;

import org.jspecify.annotations.NullMarked;
