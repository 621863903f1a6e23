package dev.tollgate.app.handover;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.time.Duration;

/// What Linux can do with descriptors and neither the JDK nor Netty offers.
final class SystemCalls {
    /// Of `fcntl.h`: the copy is not inherited by programs that are started.
    private static final int O_CLOEXEC = 0x80000;
    /// Of `poll.h`.
    private static final short POLLIN = 1;
    private static final int POLLFD_EVENTS = 4;
    private static final int POLLFD_SIZE = 8;

    private static final MethodHandle DUP3 = handle("dup3", FunctionDescriptor.of(ValueLayout.JAVA_INT,
            ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    private static final MethodHandle POLL = handle("poll", FunctionDescriptor.of(ValueLayout.JAVA_INT,
            ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT));

    private SystemCalls() {}

    // The signatures are those of dup3(2) and poll(2).
    @SuppressWarnings("restricted")
    private static MethodHandle handle(String name, FunctionDescriptor signature) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().find(name).orElseThrow(), signature);
    }

    /// Makes `to` another name of what `from` is open on; what it was open on before is closed.
    static void duplicate(int from, int to) throws IOException {
        int result;
        try {
            result = (int) DUP3.invokeExact(from, to, O_CLOEXEC);
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
        if (result < 0) {
            throw new IOException("descriptor " + from + " cannot be duplicated");
        }
    }

    /// Waits until there is something to read, or to accept, or the other side is gone.
    ///
    /// @return false when `longest` is over
    static boolean awaitReadable(int descriptor, Duration longest) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment waited = arena.allocate(POLLFD_SIZE, POLLFD_SIZE);
            waited.set(ValueLayout.JAVA_INT, 0, descriptor);
            waited.set(ValueLayout.JAVA_SHORT, POLLFD_EVENTS, POLLIN);
            return (int) POLL.invokeExact(waited, 1L, Math.toIntExact(longest.toMillis())) != 0;
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
