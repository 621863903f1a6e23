package dev.tollgate.gateway.sandbox;

import dev.tollgate.domain.username.ProxyUsername;

/// What the far end of a sandbox's tunnel knows of it.
///
/// @param headerPrefix of our own fields
/// @param target what the tunnel was asked for, as an authority
/// @param username the one it was opened with
public record EchoOrigin(String headerPrefix, String target, ProxyUsername username) {}
