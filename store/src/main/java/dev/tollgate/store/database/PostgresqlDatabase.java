package dev.tollgate.store.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.postgresql.ds.PGSimpleDataSource;

/// A PostgreSQL database, which other nodes may share.
///
/// A writer locks the revision's row before anything else. So a revision is in the database only after every lower one is,
/// and a reader that has seen one misses none before it.
final class PostgresqlDatabase implements Database {
    private static final int READERS = 8;
    private static final int WRITERS = 4;
    private static final int CONNECT_SECONDS = 5;
    private static final int ANSWER_SECONDS = 30;
    private static final int POOL_WAIT_MILLIS = 3_000;
    /// So many at a time: the driver by itself would hold a whole answer in memory before it hands out the first row.
    private static final int FETCHED_ROWS = 1_000;

    private final HikariDataSource readers;
    private final HikariDataSource writers;
    private final Jdbi writes;
    private final Transactions transactions;

    private PostgresqlDatabase(PostgresqlConfig config) throws SQLException {
        HikariConfig reading = pool("postgresql-read", config, READERS);
        reading.setReadOnly(true);
        reading.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
        this.readers = new HikariDataSource(reading);
        this.writers = new HikariDataSource(pool("postgresql-write", config, WRITERS));
        this.writes = Jdbi.create(writers);
        this.transactions = new Transactions(Jdbi.create(readers), this::writer);
    }

    static PostgresqlDatabase open(PostgresqlConfig config) throws StoreUnavailable {
        try {
            PGSimpleDataSource source = source(config);
            // Before the migration library, which would wrap what the server says.
            source.getConnection().close();
            Migrations.run(source, "postgresql", "The PostgreSQL database " + config.place());
            return new PostgresqlDatabase(config);
        } catch (SQLException e) {
            throw unavailable(config, e);
        }
    }

    private static StoreUnavailable unavailable(PostgresqlConfig config, SQLException e) {
        String state = String.valueOf(e.getSQLState());
        String server = "PostgreSQL at " + config.host() + ":" + config.port();
        return switch (state) {
            case "28P01", "28000" -> new StoreUnavailable(server + " refused the user " + config.user(),
                    "Correct user and password in store.url", e);
            case "3D000" -> new StoreUnavailable(server + " has no database " + config.database(),
                    "Create it, or correct store.url", e);
            case "08001", "08004", "08006" -> new StoreUnavailable(server + " cannot be reached",
                    "Start it, or correct host and port in store.url", e);
            default -> new StoreUnavailable(server + " cannot be used (" + Failures.oneLine(e) + ")",
                    "Correct store.url or the server", e);
        };
    }

    private static PGSimpleDataSource source(PostgresqlConfig config) throws SQLException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[]{config.host()});
        source.setPortNumbers(new int[]{config.port()});
        source.setDatabaseName(config.database());
        source.setUser(config.user());
        source.setPassword(config.password().reveal());
        source.setConnectTimeout(CONNECT_SECONDS);
        source.setLoginTimeout(CONNECT_SECONDS);
        source.setTcpKeepAlive(true);
        source.setApplicationName("tollgate");
        for (Map.Entry<String, String> option : config.options().entrySet()) {
            source.setProperty(option.getKey(), option.getValue());
        }
        return source;
    }

    private static HikariConfig pool(String name, PostgresqlConfig config, int size) throws SQLException {
        PGSimpleDataSource source = source(config);
        source.setSocketTimeout(ANSWER_SECONDS);
        source.setDefaultRowFetchSize(FETCHED_ROWS);
        HikariConfig pool = new HikariConfig();
        pool.setPoolName(name);
        pool.setDataSource(source);
        pool.setMaximumPoolSize(size);
        pool.setMinimumIdle(1);
        pool.setConnectionTimeout(POOL_WAIT_MILLIS);
        return pool;
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
        Handle handle = writes.open();
        try {
            handle.begin();
            handle.execute("SELECT value FROM revision FOR UPDATE");
            return new Written(handle);
        } catch (RuntimeException | Error e) {
            handle.close();
            throw e;
        }
    }

    /// Holds the revision's row until it is committed or closed.
    private record Written(Handle handle) implements Transaction {
        @Override
        public void commit() {
            handle.commit();
        }

        @Override
        public void close() {
            try (handle) {
                if (handle.isInTransaction()) {
                    handle.rollback();
                }
            } catch (JdbiException _) {
                // A connection that broke has rolled back; what went wrong first is on its way up.
            }
        }
    }

    @Override
    public void close() {
        readers.close();
        writers.close();
    }
}
