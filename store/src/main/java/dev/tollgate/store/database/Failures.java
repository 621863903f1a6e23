package dev.tollgate.store.database;

import dev.tollgate.domain.error.StoreFailure;
import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.JdbiException;

/// Tells a broken database from a mistake of ours.
final class Failures {
    private static final int SQLITE_CONSTRAINT = 19;
    private static final int SQLITE_BUSY = 5;
    private static final String CONSTRAINT_CLASS = "23";

    private Failures() {}

    /// @return [IllegalStateException] where the schema refused the data, otherwise a [StoreFailure]
    static RuntimeException of(JdbiException failure) {
        String problem = sql(failure).map(Failures::oneLine).orElse("the database did not do it");
        boolean refused = sql(failure).filter(Failures::constraint).isPresent();
        return refused ? new IllegalStateException(problem, failure) : new StoreFailure(problem, failure);
    }

    /// Whether another process holds SQLite's write lock.
    static boolean busy(JdbiException failure) {
        return sql(failure).filter(cause -> (cause.getErrorCode() & 0xFF) == SQLITE_BUSY).isPresent();
    }

    static String oneLine(Throwable failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("").strip();
    }

    private static boolean constraint(SQLException cause) {
        return (cause.getErrorCode() & 0xFF) == SQLITE_CONSTRAINT
                || (cause.getSQLState() != null && cause.getSQLState().startsWith(CONSTRAINT_CLASS));
    }

    private static Optional<SQLException> sql(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return Optional.of(sql);
            }
        }
        return Optional.empty();
    }
}
