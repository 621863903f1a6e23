/// Webhooks, their sealed signing secrets, and the queue of deliveries.
@NullMarked
package dev.tollgate.store.webhook;

import org.jspecify.annotations.NullMarked;
