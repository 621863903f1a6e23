package dev.tollgate.control.route;

import dev.tollgate.domain.secret.Secret;

/// A secret in a view: written as text in the answer to the request that made it, and as `null` in the answers to repetitions
/// of that request (A§1.4). Nothing else of a view is a secret.
public record ShownOnce(Secret secret) {}
