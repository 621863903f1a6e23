/// Delivers events to webhooks: takes what is due from the queue, resolves, judges and dials the receivers, and notes what came of
/// it. Knows no operation of the API.
@NullMarked
package dev.tollgate.app.webhook;

import org.jspecify.annotations.NullMarked;
