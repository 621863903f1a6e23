package dev.tollgate.app.settings;

import dev.tollgate.app.settings.read.Section;
import dev.tollgate.app.settings.read.Setting;
import dev.tollgate.app.settings.read.Syntax;
import dev.tollgate.app.settings.read.TakesEffect;
import dev.tollgate.app.settings.read.Values;
import dev.tollgate.store.database.PostgresqlConfig;
import java.util.Optional;

/// The database.
///
/// @param postgres the PostgreSQL to use; without one it is SQLite in the data folder
public record StoreSettings(Optional<PostgresqlConfig> postgres) {

    static final Section SECTION = new Section("store", "The database.");

    static final Setting<Optional<PostgresqlConfig>> URL = SECTION.secret("url",
            Syntax.single("`postgresql://user:password@host:port/database`", PostgresqlConfig::parse).optional(), "",
            "The PostgreSQL to keep everything in; empty: SQLite in the data folder.",
            TakesEffect.AT_START);

    static StoreSettings from(Values values) {
        return new StoreSettings(values.get(URL));
    }
}
