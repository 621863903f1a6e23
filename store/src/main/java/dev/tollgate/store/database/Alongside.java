package dev.tollgate.store.database;

import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.result.ResultIterable;
import org.jdbi.v3.core.result.ResultIterator;
import org.jspecify.annotations.Nullable;

/// Rows that belong to the rows of another query, read along with these: both come in the same order, so that each row is looked
/// at once and none is kept. Confined to one thread.
public final class Alongside<T> implements AutoCloseable {
    private final ResultIterator<Owned<T>> rows;
    private @Nullable Owned<T> next;

    /// A row and the key of the one that it belongs to.
    public record Owned<T>(String owner, T value) {}

    /// @param rows in the order of their owners
    public Alongside(ResultIterable<Owned<T>> rows) {
        this.rows = rows.iterator();
        advance();
    }

    private void advance() {
        next = rows.hasNext() ? rows.next() : null;
    }

    /// The rows of the owner. To be asked for every owner that may have some, in the order of the rows.
    public List<T> of(String owner) {
        if (next == null || !next.owner().equals(owner)) {
            return List.of();
        }
        List<T> own = new ArrayList<>();
        while (next != null && next.owner().equals(owner)) {
            own.add(next.value());
            advance();
        }
        return own;
    }

    @Override
    public void close() {
        rows.close();
    }
}
