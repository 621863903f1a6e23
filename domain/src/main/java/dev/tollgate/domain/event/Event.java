package dev.tollgate.domain.event;

import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.account.Environment;
import dev.tollgate.domain.audit.Facts;
import java.time.Instant;

/// Something that happened, and whose webhooks are told of it (A§12).
///
/// @param data what the event's own object in its body says; public facts only
public record Event(EventType type, AccountId account, Environment environment, Facts data) {
    public static final String PREFIX = "evt_";

    /// The body that receivers are sent, as one line of JSON.
    public String body(String id, Instant at) {
        return body(id, type.word(), at, environment, data);
    }

    /// Of what is no event of the list, such as a test.
    public static String body(String id, String type, Instant at, Environment environment, Facts data) {
        return Facts.none().with("id", id).with("type", type).with("created_at", at).with("environment", environment)
                .with("data", data).json();
    }
}
