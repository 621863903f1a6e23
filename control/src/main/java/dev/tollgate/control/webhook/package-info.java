/// Webhooks as the API shows and changes them (A§12). Knows nothing of how they are reached.
@NullMarked
package dev.tollgate.control.webhook;

import org.jspecify.annotations.NullMarked;
