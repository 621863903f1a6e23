package dev.tollgate.app.accesslog;

import dev.tollgate.domain.traffic.ExchangeRecord;
import dev.tollgate.domain.traffic.ExchangeSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes one line for each exchange, on a thread of its own (G§21). Thread-safe.
///
/// An event loop puts its record down and goes on: it waits for no disk, takes no lock and wakes nobody. The writer comes by
/// ten times a second, and sooner when there is much to write. Under overload lines are dropped, counted here and in the
/// next line.
public final class AccessLog implements ExchangeSink, AutoCloseable {
    private static final int QUEUE = 16_384;
    private static final int BATCH = 1_024;
    /// Bytes that are written at once.
    private static final int CHUNK = 64 * 1024;
    private static final Duration COMES_BY = Duration.ofMillis(100);
    private static final Duration STOP = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(AccessLog.class);

    private final RecordQueue queue;
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicReference<@Nullable LogOutput> next = new AtomicReference<>();
    /// The writer's alone.
    private LogOutput out;
    private final AccessLogLine line;
    private final JsonLines text = new JsonLines();
    private final ExchangeRecord[] batch = new ExchangeRecord[BATCH];
    private final Thread writer;
    private volatile boolean closing;
    private volatile boolean anew;
    /// Drops that a line which was written has told of.
    private long told;
    /// The same, of the lines that are being put together.
    private long telling;
    private int lines;
    private boolean failing;
    /// The last line was cut off in the middle: the next one begins on a line of its own.
    private boolean torn;

    /// @param out closed with the log
    /// @param node named in each line
    public AccessLog(LogOutput out, String node) {
        this(out, node, QUEUE);
    }

    /// @param waiting how many records may wait; a power of two
    AccessLog(LogOutput out, String node, int waiting) {
        this.out = out;
        this.line = new AccessLogLine(node);
        this.writer = Thread.ofPlatform().name("access-log").daemon().unstarted(this::run);
        this.queue = new RecordQueue(waiting, this::wake);
        writer.start();
    }

    @Override
    public void accept(ExchangeRecord ended) {
        if (!queue.offer(ended)) {
            dropped.incrementAndGet();
        }
    }

    /// Lines that were lost since the start.
    public long dropped() {
        return dropped.get();
    }

    /// Opens the file again under its name, so that what was moved away is let go of. Returns at once; no line is lost.
    public void reopen() {
        anew = true;
        wake();
    }

    /// Writes to another place from the next lines on, and closes the one before. Returns at once; no line is lost.
    ///
    /// @param other closed with the log
    public void goOnIn(LogOutput other) {
        LogOutput skipped = next.getAndSet(other);
        if (skipped != null) {
            close(skipped);
        }
        wake();
    }

    private void moveOn() {
        LogOutput other = next.getAndSet(null);
        if (other != null) {
            close(out);
            out = other;
            torn = false;
            failing = false;
        }
    }

    private static void close(LogOutput output) {
        try {
            output.close();
        } catch (IOException e) {
            LOG.warn("The access log was not closed in order", e);
        }
    }

    private void wake() {
        LockSupport.unpark(writer);
    }

    private void run() {
        while (true) {
            boolean last = closing;
            writeWhatWaits();
            if (last || Thread.currentThread().isInterrupted()) {
                break;
            }
            LockSupport.parkNanos(this, COMES_BY.toNanos());
        }
        if (!queue.isEmpty()) {
            // Only our own close interrupts it, when the disk did not take the rest in time.
            LOG.warn("The access log stopped with {} lines unwritten", queue.size());
        }
    }

    private void writeWhatWaits() {
        int count;
        do {
            count = queue.take(batch);
            for (int i = 0; i < count; i++) {
                put(batch[i]);
            }
            Arrays.fill(batch, 0, count, null);
        } while (count > 0 && !Thread.currentThread().isInterrupted());
        if (lines > 0) {
            flush();
        } else {
            tend();
        }
    }

    private void put(ExchangeRecord ended) {
        long untold = 0;
        if (lines == 0) {
            if (torn) {
                text.lineBreak();
            }
            telling = dropped.get();
            untold = telling - told;
        }
        line.write(ended, untold, text);
        lines++;
        if (text.length() >= CHUNK) {
            flush();
        }
    }

    private void tend() {
        moveOn();
        boolean asked = anew;
        if (asked) {
            // Before the tending, so that who asks meanwhile is heard next time.
            anew = false;
        }
        out.tend(asked || failing);
    }

    private void flush() {
        tend();
        ByteBuffer bytes = text.written();
        try {
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            told = telling;
            torn = false;
            failing = false;
        } catch (IOException e) {
            lost(bytes);
            if (!failing) {
                // Once for each outage: a full disk needs no further lines.
                failing = true;
                LOG.error("The access log cannot be written ({}); lines are dropped until it can", e.getMessage());
            }
        }
        lines = 0;
        text.clear();
    }

    /// Of a batch that was cut off, the lines before the cut are written.
    private void lost(ByteBuffer bytes) {
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
            told = telling;
        }
        dropped.addAndGet(lines - written);
    }

    @Override
    public void close() {
        closing = true;
        wake();
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
