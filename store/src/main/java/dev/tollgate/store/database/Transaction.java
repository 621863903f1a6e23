package dev.tollgate.store.database;

import org.jdbi.v3.core.Handle;

/// A transaction that reads and writes, in the hands of one thread. Closing it takes back what was not committed.
interface Transaction extends AutoCloseable {
    Handle handle();

    void commit();

    @Override
    void close();
}
