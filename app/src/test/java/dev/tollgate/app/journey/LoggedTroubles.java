package dev.tollgate.app.journey;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.tollgate.gateway.watch.LoopWatchdog;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.LoggerFactory;

/// Listens to the log for what needs somebody's attention: a client can do nothing that should. Thread-safe.
///
/// That the machine gave the process no time is left out: it says how busy the machine is, not what a client did.
public final class LoggedTroubles extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();

    public static LoggedTroubles listen() {
        var troubles = new LoggedTroubles();
        troubles.start();
        root().addAppender(troubles);
        return troubles;
    }

    public List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    protected void append(ILoggingEvent event) {
        boolean ofTheMachine = event.getLoggerName().equals(LoopWatchdog.class.getName());
        if (event.getLevel().isGreaterOrEqual(Level.WARN) && !ofTheMachine) {
            lines.add(event.getLevel() + " " + event.getLoggerName() + " " + event.getFormattedMessage());
        }
    }

    @Override
    public void close() {
        root().detachAppender(this);
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }
}
