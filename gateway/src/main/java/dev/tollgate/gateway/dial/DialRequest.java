package dev.tollgate.gateway.dial;

import dev.tollgate.domain.exit.Exit;
import dev.tollgate.domain.target.Target;

/// Where to go, and by which exit.
public record DialRequest(Exit exit, Target target) {}
