package dev.tollgate.domain.webhook;

import dev.tollgate.domain.secret.Sealing;
import dev.tollgate.domain.secret.Secret;
import java.util.List;

/// A webhook's signing secrets as they are kept: encrypted, each for this webhook alone.
///
/// @param newestFirst the one in force, and those it replaced that still sign along
public record SealedSecrets(List<String> newestFirst) {

    public SealedSecrets {
        newestFirst = List.copyOf(newestFirst);
    }

    public static String seal(Secret secret, WebhookId webhook, Sealing sealing) {
        return sealing.seal(secret, purpose(webhook));
    }

    /// @throws IllegalStateException if one was sealed under another key, or changed since
    public SigningSecrets open(WebhookId webhook, Sealing sealing) {
        return new SigningSecrets(newestFirst.stream().map(sealed -> sealing.open(sealed, purpose(webhook))
                .orElseThrow(() -> new IllegalStateException("a signing secret of " + webhook + " cannot be opened")))
                .toList());
    }

    private static String purpose(WebhookId webhook) {
        return "webhook " + webhook;
    }
}
