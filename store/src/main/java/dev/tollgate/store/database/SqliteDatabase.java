package dev.tollgate.store.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/// One SQLite file: one writer behind a Java lock, a few readers beside it.
///
/// SQLite waits in native code, where a virtual thread holds on to its carrier. So the waiting is done in Java: the lock
/// queues this process's writers, and while another process writes the attempt is made again after a pause.
final class SqliteDatabase implements Database {
    private static final int READERS = 4;
    private static final Duration NATIVE_WAIT = Duration.ofMillis(5);
    private static final Duration PAUSE = Duration.ofMillis(20);
    /// About five seconds.
    private static final int ATTEMPTS = 200;
    /// At the start nothing else runs that the wait could hold up.
    private static final Duration NATIVE_WAIT_AT_START = Duration.ofSeconds(5);

    private final ReentrantLock writing = new ReentrantLock(true);
    private final HikariDataSource readers;
    private final HikariDataSource writer;
    private final Jdbi writes;
    private final Transactions transactions;

    private SqliteDatabase(Path file) {
        this.readers = pool("sqlite-read", source(file, NATIVE_WAIT), READERS);
        this.writer = pool("sqlite-write", source(file, NATIVE_WAIT), 1);
        this.writes = Jdbi.create(writer);
        this.transactions = new Transactions(Jdbi.create(readers), this::writer);
    }

    static SqliteDatabase open(Path file) throws StoreUnavailable {
        SqliteFile.examine(file);
        DataSource atStart = source(file, NATIVE_WAIT_AT_START);
        SqliteFile.check(file, atStart);
        Migrations.run(atStart, "sqlite", "The database " + file);
        return new SqliteDatabase(file);
    }

    private static SQLiteDataSource source(Path file, Duration nativeWait) {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout((int) nativeWait.toMillis());
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }

    private static HikariDataSource pool(String name, DataSource source, int size) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setDataSource(source);
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(1);
        config.setMaxLifetime(0);
        return new HikariDataSource(config);
    }

    @Override
    public <T> T read(Function<Handle, T> work) {
        return transactions.read(work);
    }

    @Override
    public <T> T write(Function<Handle, T> work) {
        return transactions.write(work);
    }

    @Override
    public <T> T together(Supplier<T> work, Predicate<T> commit) {
        return transactions.together(work, commit);
    }

    private Transaction writer() {
        writing.lock();
        try {
            Handle handle = writes.open();
            try {
                begin(handle);
                return new Written(handle);
            } catch (RuntimeException | Error e) {
                handle.close();
                throw e;
            }
        } catch (RuntimeException | Error e) {
            writing.unlock();
            throw e;
        }
    }

    /// Takes SQLite's own write lock, which another process may hold.
    private static void begin(Handle handle) {
        for (int attempt = 1;; attempt++) {
            try {
                handle.execute("BEGIN IMMEDIATE");
                return;
            } catch (JdbiException e) {
                if (attempt == ATTEMPTS || !Failures.busy(e)) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    /// Holds the lock until it is closed.
    private final class Written implements Transaction {
        private final Handle handle;
        private boolean committed;

        Written(Handle handle) {
            this.handle = handle;
        }

        @Override
        public Handle handle() {
            return handle;
        }

        @Override
        public void commit() {
            handle.execute("COMMIT");
            committed = true;
        }

        @Override
        public void close() {
            try (handle) {
                if (!committed) {
                    rollBack();
                }
            } finally {
                writing.unlock();
            }
        }

        private void rollBack() {
            try {
                handle.execute("ROLLBACK");
            } catch (JdbiException _) {
                // SQLite has already rolled back, as it does on a full disk; what went wrong first is on its way up.
            }
        }
    }

    @Override
    public void close() {
        readers.close();
        writer.close();
    }
}
