package dev.tollgate.domain.idempotency;

import java.util.Map;

/// What a request was answered, for its repetitions.
///
/// @param status of HTTP
/// @param headers of its own, such as `Location`; not those that every answer has
/// @param body JSON in which each secret that is shown once is `null`; empty if there was none
public record KeptAnswer(int status, Map<String, String> headers, String body) {
    public KeptAnswer {
        headers = Map.copyOf(headers);
    }
}
