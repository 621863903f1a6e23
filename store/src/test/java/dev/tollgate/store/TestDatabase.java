package dev.tollgate.store;

import dev.tollgate.domain.secret.Secret;
import dev.tollgate.store.database.PostgresqlConfig;
import dev.tollgate.store.database.StoreConfig;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// The databases that every contract test runs on.
public enum TestDatabase {
    SQLITE {
        @Override
        public StoreConfig fresh(Path directory) {
            return new StoreConfig.Sqlite(directory.resolve("store" + NUMBERS.incrementAndGet() + ".db"));
        }
    },
    POSTGRESQL {
        @Override
        public StoreConfig fresh(Path directory) {
            return postgresql("store" + NUMBERS.incrementAndGet());
        }
    };

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    /// A database that nobody used yet.
    public abstract StoreConfig fresh(Path directory);

    static PostgresqlConfig postgresql(String name) {
        execute("postgres", "CREATE DATABASE " + name);
        return new PostgresqlConfig("localhost", Server.RUNNING.getPort(), name, "postgres", new Secret("postgres"),
                Map.of());
    }

    /// Does something to a database on the server behind the store's back.
    public static void execute(String database, String sql) {
        try (Connection connection = Server.RUNNING.getDatabase("postgres", database).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Started by the first test that needs it, stopped with the JVM.
    private static final class Server {
        static final EmbeddedPostgres RUNNING = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
