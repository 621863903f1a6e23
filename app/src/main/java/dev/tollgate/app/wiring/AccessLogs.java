package dev.tollgate.app.wiring;

import dev.tollgate.app.accesslog.AccessLog;
import dev.tollgate.app.accesslog.LogFile;
import dev.tollgate.app.accesslog.LogOutput;
import dev.tollgate.app.accesslog.Rotation;
import dev.tollgate.app.accesslog.StandardOutput;
import dev.tollgate.app.cli.UserError;
import dev.tollgate.app.data.DataDirectory;
import dev.tollgate.app.settings.AccessLogSettings;
import dev.tollgate.app.settings.AccessLogSettings.Destination;
import dev.tollgate.app.settings.Settings;
import dev.tollgate.domain.traffic.ExchangeRecord;
import dev.tollgate.domain.traffic.ExchangeSink;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/// The access log where the settings say, and from one place to another while lines are written. Thread-safe.
final class AccessLogs implements Part, ExchangeSink, AutoCloseable {
    /// Until nodes have names of their own.
    private static final String NODE = "n1";

    private final InstantSource clock;
    private volatile Optional<AccessLog> log = Optional.empty();
    /// What was lost by those logs that are closed.
    private volatile long droppedBefore;
    private volatile AccessLogSettings inForce;

    AccessLogs(AccessLogSettings settings, InstantSource clock) {
        this.clock = clock;
        this.inForce = settings;
        change(settings, open(settings));
    }

    @Override
    public void accept(ExchangeRecord ended) {
        log.ifPresent(open -> open.accept(ended));
    }

    /// Lines that were lost since the start.
    long dropped() {
        return droppedBefore + log.map(AccessLog::dropped).orElse(0L);
    }

    /// A file is opened anew even if nothing about it changed: it may have been moved away, to be begun anew.
    @Override
    public Runnable prepare(Settings next, Closing undo) {
        AccessLogSettings other = next.accessLog();
        if (other.equals(inForce)) {
            return () -> log.ifPresent(AccessLog::reopen);
        }
        Optional<LogOutput> opened = open(other);
        opened.ifPresent(undo::add);
        return () -> change(other, opened);
    }

    private void change(AccessLogSettings other, Optional<LogOutput> opened) {
        inForce = other;
        Optional<AccessLog> before = log;
        if (opened.isEmpty()) {
            log = Optional.empty();
            before.ifPresent(this::end);
        } else if (before.isPresent()) {
            before.get().goOnIn(opened.get());
        } else {
            log = Optional.of(new AccessLog(opened.get(), NODE));
        }
    }

    private void end(AccessLog ended) {
        ended.close();
        droppedBefore = dropped() + ended.dropped();
    }

    @Override
    public void close() {
        log.ifPresent(AccessLog::close);
    }

    private Optional<LogOutput> open(AccessLogSettings settings) {
        return switch (settings.destination()) {
            case Destination.Nowhere() -> Optional.empty();
            case Destination.StandardOutput() -> Optional.of(new StandardOutput());
            case Destination.LogFile(Path path) -> Optional.of(file(path,
                    new Rotation(settings.maxSize(), settings.maxAge(), settings.maxFiles())));
        };
    }

    private LogFile file(Path path, Rotation rotation) {
        try {
            return LogFile.open(path, rotation, clock);
        } catch (IOException e) {
            throw new UserError("the access log " + path + " cannot be written (" + DataDirectory.reason(e) + ")",
                    "make its folder, let the user that runs Tollgate write there, or correct access_log.path");
        }
    }
}
