package dev.tollgate.store.database;

import org.flywaydb.core.api.logging.Log;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets Flyway's warnings through and nothing else: what goes wrong is thrown as well, and reported once.
final class FlywayLog implements Log {
    private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);

    @Override
    public void debug(String message) {}

    @Override
    public void info(String message) {}

    @Override
    public void notice(String message) {}

    @Override
    public void warn(String message) {
        LOG.warn(message);
    }

    @Override
    public void error(String message) {}

    @Override
    public void error(String message, Exception e) {}
}
