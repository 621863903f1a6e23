package dev.tollgate.bench.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

import static java.lang.foreign.ValueLayout.JAVA_INT;

/// A level-triggered event loop over sockets. Confined to one thread.
///
/// A socket that is closed stays open until the turn is over: otherwise one opened meanwhile could get its number, and its
/// watcher the other one's events.
public final class Loop implements AutoCloseable {
    public static final int READABLE = 1;
    public static final int WRITABLE = 4;

    private static final int ERROR = 8;
    private static final int HUNG_UP = 16;
    private static final int ADD = 1;
    private static final int MODIFY = 3;
    private static final int BATCH = 512;
    private static final int BUFFER = 256 << 10;
    private static final ValueLayout.OfInt UNALIGNED = JAVA_INT.withByteAlignment(1);
    /// `struct epoll_event` is packed on x86-64 alone.
    private static final boolean PACKED = System.getProperty("os.arch").equals("amd64");
    private static final int EVENT_SIZE = PACKED ? 12 : 16;
    private static final int FD_OFFSET = PACKED ? 4 : 8;

    private final Arena arena = Arena.ofAuto();
    private final int epoll = Kernel.epoll();
    private final MemorySegment events = arena.allocate((long) EVENT_SIZE * BATCH, 8);
    private final MemorySegment event = arena.allocate(EVENT_SIZE, 8);
    private final MemorySegment buffer = arena.allocate(BUFFER, 64);
    private @Nullable Watcher[] watchers = new @Nullable Watcher[1024];
    private int[] closing = new int[BATCH];
    private int toClose;

    /// Where received bytes go: for use within one event.
    public MemorySegment buffer() {
        return buffer;
    }

    public void watch(int fd, int interest, Watcher watcher) {
        if (fd >= watchers.length) {
            watchers = Arrays.copyOf(watchers, Math.max(fd + 1, 2 * watchers.length));
        }
        watchers[fd] = watcher;
        control(ADD, fd, interest);
    }

    /// Changes what `fd` is watched for; 0 for nothing but errors.
    public void change(int fd, int interest) {
        control(MODIFY, fd, interest);
    }

    private void control(int verb, int fd, int interest) {
        event.set(UNALIGNED, 0, interest);
        event.set(UNALIGNED, FD_OFFSET, fd);
        int result = Kernel.epollControl(epoll, verb, fd, event);
        if (result < 0) {
            throw new IllegalStateException("socket " + fd + " cannot be watched: " + result);
        }
    }

    /// Closes `fd` at the end of this turn; its watcher hears nothing more.
    public void close(int fd) {
        watchers[fd] = null;
        if (toClose == closing.length) {
            closing = Arrays.copyOf(closing, 2 * toClose);
        }
        closing[toClose++] = fd;
    }

    /// Waits up to `millis` for events, and lets the watchers see them.
    public void turn(int millis) {
        int ready = Kernel.epollWait(epoll, events, BATCH, millis);
        if (ready < 0 && ready != Kernel.INTERRUPTED) {
            throw new IllegalStateException("the event loop cannot wait: " + ready);
        }
        for (int i = 0; i < ready; i++) {
            int found = events.get(UNALIGNED, (long) i * EVENT_SIZE);
            Watcher watcher = watchers[events.get(UNALIGNED, (long) i * EVENT_SIZE + FD_OFFSET)];
            if (watcher != null) {
                watcher.ready((found & (ERROR | HUNG_UP)) == 0 ? found : READABLE | WRITABLE);
            }
        }
        closeThem();
    }

    private void closeThem() {
        for (int i = 0; i < toClose; i++) {
            Kernel.close(closing[i]);
        }
        toClose = 0;
    }

    /// Closes all sockets with it.
    @Override
    public void close() {
        for (int fd = 0; fd < watchers.length; fd++) {
            if (watchers[fd] != null) {
                close(fd);
            }
        }
        closeThem();
        Kernel.close(epoll);
    }
}
