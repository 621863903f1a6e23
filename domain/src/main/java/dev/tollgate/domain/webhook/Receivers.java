package dev.tollgate.domain.webhook;

import java.util.Optional;

/// Reaches the receivers of webhooks. Thread-safe; each method waits for the network.
public interface Receivers {

    /// Why the operator's rules forbid to send there, as far as it can be told now: a name that is not found may be there when it
    /// is needed.
    Optional<String> objection(WebhookUrl url);

    /// Signs and sends, and waits for the answer, ten seconds in all at most. The name is resolved once, all its addresses are
    /// judged, and one of these is dialled. No redirect is followed. Never throws for what the other side does.
    AttemptOutcome post(Post post);
}
