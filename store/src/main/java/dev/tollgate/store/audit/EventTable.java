package dev.tollgate.store.audit;

import dev.tollgate.domain.event.Event;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/// The table `events`: what webhooks are still to be told.
final class EventTable {
    private final Handle handle;

    EventTable(Handle handle) {
        this.handle = handle;
    }

    void insert(String id, Event event, Instant at, String body) {
        handle.execute("INSERT INTO events (id, account, type, at, body) VALUES (?, ?, ?, ?, ?)", id,
                event.account().value(), event.type().word(), at.toEpochMilli(), body);
    }
}
