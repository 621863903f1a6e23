package dev.tollgate.app.cli;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The token that `token create` was asked for; its parts are not judged yet.
///
/// @param sourceIps networks it may be used from; none: from anywhere
/// @param expiresIn empty: it does not expire
/// @param test whether it belongs to the sandbox
public record NewToken(
        String name, List<String> scopes, List<String> sourceIps, Optional<Duration> expiresIn, boolean test) {

    public NewToken {
        scopes = List.copyOf(scopes);
        sourceIps = List.copyOf(sourceIps);
    }
}
