package dev.tollgate.domain.webhook;

/// What a receiver is sent.
///
/// @param url as the webhook has it
/// @param type the word of what happened, for the header of events
/// @param secrets what signs it
public record Post(String url, String type, String body, SigningSecrets secrets) {}
