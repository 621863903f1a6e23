package dev.tollgate.app.accesslog;

import dev.tollgate.domain.traffic.ExchangeRecord;
import dev.tollgate.domain.traffic.ExchangeSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes one line for each exchange, on a thread of its own (G§21). Thread-safe.
///
/// An event loop never waits for the disk: under overload lines are dropped, counted here and in the next line.
public final class AccessLog implements ExchangeSink, AutoCloseable {
    private static final int QUEUE = 16_384;
    private static final int BATCH = 1_024;
    private static final Duration STOP = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(AccessLog.class);

    private final BlockingQueue<ExchangeRecord> queue;
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicReference<@Nullable WritableByteChannel> next = new AtomicReference<>();
    /// The writer's alone.
    private WritableByteChannel out;
    private final AccessLogLine line;
    private final Thread writer;
    private volatile boolean closing;
    /// Drops that a line which was written has told of.
    private long told;
    private boolean failing;
    /// The last line was cut off in the middle: the next one begins on a line of its own.
    private boolean torn;

    /// @param out closed with the log
    /// @param node named in each line
    public AccessLog(WritableByteChannel out, String node) {
        this(out, node, QUEUE);
    }

    AccessLog(WritableByteChannel out, String node, int waiting) {
        this.out = out;
        this.line = new AccessLogLine(node);
        this.queue = new ArrayBlockingQueue<>(waiting);
        this.writer = Thread.ofPlatform().name("access-log").daemon().start(this::run);
    }

    @Override
    public void accept(ExchangeRecord ended) {
        if (!queue.offer(ended)) {
            dropped.incrementAndGet();
        }
    }

    /// Writes to another place from the next line on, and closes the one before.
    ///
    /// @param other closed with the log
    public void goOnIn(WritableByteChannel other) {
        WritableByteChannel skipped = next.getAndSet(other);
        if (skipped != null) {
            close(skipped);
        }
    }

    private void moveOn() {
        WritableByteChannel other = next.getAndSet(null);
        if (other != null) {
            close(out);
            out = other;
            torn = false;
            failing = false;
        }
    }

    private static void close(WritableByteChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.warn("The access log was not closed in order", e);
        }
    }

    /// Lines that were lost since the start.
    public long dropped() {
        return dropped.get();
    }

    private void run() {
        List<ExchangeRecord> batch = new ArrayList<>(BATCH);
        try {
            while (!closing || !queue.isEmpty()) {
                ExchangeRecord first = queue.poll(100, TimeUnit.MILLISECONDS);
                moveOn();
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
        long now = dropped.get();
        var text = new ByteArrayOutputStream();
        if (torn) {
            text.write('\n');
        }
        long untold = now - told;
        for (ExchangeRecord ended : batch) {
            text.writeBytes(line.of(ended, untold));
            untold = 0;
        }
        ByteBuffer bytes = ByteBuffer.wrap(text.toByteArray());
        try {
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            told = now;
            torn = false;
            failing = false;
        } catch (IOException e) {
            lost(batch.size(), bytes, now);
            if (!failing) {
                // Once for each outage: a full disk needs no further lines.
                failing = true;
                LOG.error("The access log cannot be written ({}); lines are dropped until it can", e.getMessage());
            }
        }
    }

    /// Of a batch that was cut off, the lines before the cut are written.
    private void lost(int lines, ByteBuffer bytes, long now) {
        int written = 0;
        for (int i = torn ? 1 : 0; i < bytes.position(); i++) {
            if (bytes.get(i) == '\n') {
                written++;
            }
        }
        if (bytes.position() > 0) {
            torn = bytes.get(bytes.position() - 1) != '\n';
        }
        if (written > 0) {
            told = now;
        }
        dropped.addAndGet(lines - written);
    }

    @Override
    public void close() {
        closing = true;
        try {
            if (!writer.join(STOP)) {
                writer.interrupt();
            }
            moveOn();
            close(out);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
