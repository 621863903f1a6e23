package dev.tollgate.app.accesslog;

import dev.tollgate.domain.traffic.ExchangeRecord;
import dev.tollgate.domain.traffic.ExchangeSink;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes one line for each exchange, on a thread of its own (G§21). Thread-safe.
///
/// An event loop never waits for the disk: under overload lines are dropped, counted here and in the next line.
public final class AccessLog implements ExchangeSink, AutoCloseable {
    private static final int QUEUE = 16_384;
    private static final int BATCH = 1_024;
    private static final long STOP_SECONDS = 5;
    private static final Logger LOG = LoggerFactory.getLogger(AccessLog.class);

    private final BlockingQueue<ExchangeRecord> queue = new ArrayBlockingQueue<>(QUEUE);
    private final AtomicLong dropped = new AtomicLong();
    private final OutputStream out;
    private final AccessLogLine line;
    private final Thread writer;
    private volatile boolean closing;
    private long told;
    private boolean failing;

    /// @param out closed with the log
    /// @param node named in each line
    public AccessLog(OutputStream out, String node) {
        this.out = out;
        this.line = new AccessLogLine(node);
        this.writer = Thread.ofPlatform().name("access-log").daemon().start(this::run);
    }

    @Override
    public void accept(ExchangeRecord ended) {
        if (!queue.offer(ended)) {
            dropped.incrementAndGet();
        }
    }

    /// Lines that were dropped since the start.
    public long dropped() {
        return dropped.get();
    }

    private void run() {
        List<ExchangeRecord> batch = new ArrayList<>(BATCH);
        try {
            while (!closing || !queue.isEmpty()) {
                ExchangeRecord first = queue.poll(100, TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    queue.drainTo(batch, BATCH - 1);
                    write(batch);
                    batch.clear();
                }
            }
        } catch (InterruptedException _) {
            // Only our own close interrupts it, when the disk did not take the rest in time.
            LOG.warn("The access log stopped with {} lines unwritten", queue.size());
        }
    }

    private void write(List<ExchangeRecord> batch) {
        try {
            for (ExchangeRecord ended : batch) {
                long now = dropped.get();
                out.write(line.of(ended, now - told));
                told = now;
            }
            out.flush();
            failing = false;
        } catch (IOException e) {
            dropped.addAndGet(batch.size());
            if (!failing) {
                // Once for each outage: a full disk needs no further lines.
                failing = true;
                LOG.error("The access log cannot be written; lines are dropped until it can", e);
            }
        }
    }

    @Override
    public void close() {
        closing = true;
        try {
            if (!writer.join(Duration.ofSeconds(STOP_SECONDS))) {
                writer.interrupt();
            }
            out.close();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.warn("The access log was not closed in order", e);
        }
    }
}
