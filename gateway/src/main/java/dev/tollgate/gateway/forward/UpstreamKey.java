package dev.tollgate.gateway.forward;

import dev.tollgate.domain.exit.ExitId;
import dev.tollgate.domain.subuser.SubUserId;
import dev.tollgate.domain.target.Target;

/// What an upstream connection may be used for, and reused for: one sub-user's requests to one target through one exit (G§4.3).
///
/// @param tls whether it is encrypted, for `https` URLs
public record UpstreamKey(SubUserId subUser, ExitId exit, Target target, boolean tls) {}
