package dev.tollgate.store.audit;

import dev.tollgate.domain.event.Event;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/// Where events go that somebody wants to be told of.
@FunctionalInterface
public interface Outbox {

    /// Keeps the event for those who want it, in the transaction that makes it happen.
    ///
    /// @param changes takes what this changes by itself
    void put(Handle handle, ChangeLog changes, String id, Event event, Instant at);
}
