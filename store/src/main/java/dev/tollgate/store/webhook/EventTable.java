package dev.tollgate.store.webhook;

import dev.tollgate.domain.event.Event;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// The table `events`: those that are delivered, or were not long ago.
final class EventTable {
    private static final int AT_A_TIME = 500;

    private final Handle handle;

    EventTable(Handle handle) {
        this.handle = handle;
    }

    void insert(String id, Event event, Instant at) {
        handle.execute("INSERT INTO events (id, account, type, at, body) VALUES (?, ?, ?, ?, ?)", id,
                event.account().value(), event.type().word(), at.toEpochMilli(), event.body(id, at));
    }

    /// Removes those of them that are delivered to nobody any more.
    void deleteForgotten(List<String> events) {
        for (int from = 0; from < events.size(); from += AT_A_TIME) {
            handle.createUpdate("""
                    DELETE FROM events
                    WHERE id IN (<ids>) AND NOT EXISTS (SELECT 1 FROM webhook_deliveries WHERE event = events.id)""")
                    .bindList("ids", events.subList(from, Math.min(from + AT_A_TIME, events.size()))).execute();
        }
    }
}
