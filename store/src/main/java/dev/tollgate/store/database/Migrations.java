package dev.tollgate.store.database;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.logging.LogFactory;

/// Brings a database's schema up to this program's.
final class Migrations {
    static final String HISTORY = "tollgate_schema_history";

    static {
        // Before the first use: Flyway greets and counts at INFO, which is for our own start and stop.
        LogFactory.setLogCreator(_ -> new FlywayLog());
    }

    private Migrations() {}

    /// @param place names the database in a message, at the beginning of a sentence
    static void run(DataSource source, String folder, String place) throws StoreUnavailable {
        if (foreign(source, place)) {
            throw new StoreUnavailable(place + " belongs to another program", "Name an empty one for Tollgate");
        }
        Flyway flyway = Flyway.configure(Migrations.class.getClassLoader()).dataSource(source)
                .locations("classpath:migrations/" + folder).table(HISTORY).cleanDisabled(true).load();
        try {
            Optional<String> newer = newer(flyway.info().all());
            if (newer.isPresent()) {
                throw new StoreUnavailable(place + " was made by a newer Tollgate (schema " + newer.get() + ")",
                        "Start that version, or restore a backup made with this one");
            }
            flyway.migrate();
        } catch (FlywayException e) {
            throw new StoreUnavailable(place + " cannot be migrated (" + Failures.oneLine(e) + ")",
                    "Restore a backup, and report this", e);
        }
    }

    private static Optional<String> newer(MigrationInfo... all) {
        return Arrays.stream(all).filter(one -> one.getState() == MigrationState.FUTURE_SUCCESS
                || one.getState() == MigrationState.FUTURE_FAILED).map(one -> String.valueOf(one.getVersion()))
                .findFirst();
    }

    private static boolean foreign(DataSource source, String place) throws StoreUnavailable {
        try (Connection connection = source.getConnection()) {
            DatabaseMetaData about = connection.getMetaData();
            boolean any = false;
            try (ResultSet tables = about.getTables(connection.getCatalog(), connection.getSchema(), "%",
                    new String[]{"TABLE"})) {
                while (tables.next()) {
                    if (HISTORY.equals(tables.getString("TABLE_NAME"))) {
                        return false;
                    }
                    any = true;
                }
            }
            return any;
        } catch (SQLException e) {
            throw new StoreUnavailable(place + " cannot be read (" + Failures.oneLine(e) + ")",
                    "Restore a backup, or name an empty one", e);
        }
    }
}
