package dev.tollgate.app.settings;

import dev.tollgate.app.settings.read.Section;
import dev.tollgate.app.settings.read.Setting;
import dev.tollgate.app.settings.read.Syntax;
import dev.tollgate.app.settings.read.Values;
import java.util.Optional;

/// The database.
///
/// @param postgres the PostgreSQL to use; without one it is SQLite in the data folder
public record StoreSettings(Optional<PostgresUrl> postgres) {

    static final Section SECTION = new Section("store", "The database.");

    static final Setting<Optional<PostgresUrl>> URL = SECTION.secret("url",
            Syntax.single("`postgresql://user:password@host:port/database`", PostgresUrl::parse).optional(), "",
            "The PostgreSQL to keep everything in; empty: SQLite in the data folder.");

    static StoreSettings from(Values values) {
        return new StoreSettings(values.get(URL));
    }
}
