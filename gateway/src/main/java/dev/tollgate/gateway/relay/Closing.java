package dev.tollgate.gateway.relay;

import dev.tollgate.domain.traffic.Ending;

/// How a tunnel ended.
///
/// @param in all that was counted from the client when both legs were closed, heads and answers included
/// @param out the same to the client
public record Closing(Ending why, long in, long out) {}
