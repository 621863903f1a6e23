package dev.tollgate.gateway.connection;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The client connections of one event loop that are open. Confined to the loop.
///
/// A list through the connections themselves, which costs nothing per connection.
public final class LoopConnections {
    private @Nullable ClientConnection first;

    void add(ClientConnection connection) {
        connection.next = first;
        if (first != null) {
            first.previous = connection;
        }
        first = connection;
    }

    /// Takes one out that is in the list.
    void remove(ClientConnection connection) {
        ClientConnection previous = connection.previous;
        ClientConnection next = connection.next;
        if (previous == null) {
            first = next;
        } else {
            previous.next = next;
        }
        if (next != null) {
            next.previous = previous;
        }
        connection.previous = null;
        connection.next = null;
    }

    /// Each of them, which may close within the call.
    public void forEach(Consumer<ClientConnection> one) {
        for (ClientConnection at = first; at != null;) {
            ClientConnection next = at.next;
            one.accept(at);
            at = next;
        }
    }
}
