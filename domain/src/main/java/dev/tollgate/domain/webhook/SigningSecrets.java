package dev.tollgate.domain.webhook;

import dev.tollgate.domain.secret.Secret;
import java.util.List;

/// What signs a delivery now: the secret of the webhook and those that it replaced in the last 24 hours, newest first.
public record SigningSecrets(List<Secret> newestFirst) {
    public SigningSecrets {
        newestFirst = List.copyOf(newestFirst);
    }
}
