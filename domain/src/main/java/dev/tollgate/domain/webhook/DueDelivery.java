package dev.tollgate.domain.webhook;

import dev.tollgate.domain.account.AccountId;

/// A delivery whose time has come, claimed by the one who is to try it.
///
/// @param event the event's id
/// @param type the event's word
/// @param attempts how often it was tried before
/// @param secrets what signs it now
public record DueDelivery(WebhookId webhook, AccountId account, String url, String event, String type, String body,
        int attempts, SealedSecrets secrets) {}
