package dev.tollgate.bench.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

/// System calls on IPv4 sockets of this machine. A call that fails answers with the negative error number, as the kernel itself
/// does. For one thread at a time: all calls share one place for the error number.
public final class Kernel {
    public static final int INTERRUPTED = -4;
    public static final int TRY_AGAIN = -11;
    public static final int IN_PROGRESS = -115;

    private static final int FAMILY_INET = 2;
    private static final int STREAM_NONBLOCKING = 1 | 0x800;
    private static final int NONBLOCKING = 0x800;
    private static final int LEVEL_SOCKET = 1;
    private static final int REUSE_ADDRESS = 2;
    private static final int SOCKET_ERROR = 4;
    private static final int LEVEL_TCP = 6;
    private static final int NO_DELAY = 1;
    private static final int NO_SIGNAL = 0x4000;
    private static final int TRUNCATE = 0x20;
    private static final int SHUT_WRITE = 1;
    private static final int BACKLOG = 4096;
    private static final int ADDRESS_SIZE = 16;
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERROR_NUMBER = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final MemorySegment STATE_OF_CALL = Arena.global().allocate(STATE);
    private static final MemorySegment ONE = Arena.global().allocateFrom(JAVA_INT, 1);
    private static final MemorySegment INT_OUT = Arena.global().allocate(JAVA_INT);
    private static final MemorySegment INT_SIZE = Arena.global().allocateFrom(JAVA_INT, 4);
    private static final MemorySegment OFFSET = Arena.global().allocate(JAVA_LONG);
    private static final MemorySegment NOTHING = Arena.global().allocate(1);

    private static final MethodHandle SOCKET = find("socket", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle SET_OPTION = find("setsockopt", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS,
            JAVA_INT);
    private static final MethodHandle GET_OPTION = find("getsockopt", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS,
            ADDRESS);
    private static final MethodHandle BIND = find("bind", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle LISTEN = find("listen", JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle NAME = find("getsockname", JAVA_INT, JAVA_INT, ADDRESS, ADDRESS);
    private static final MethodHandle ACCEPT = find("accept4", JAVA_INT, JAVA_INT, ADDRESS, ADDRESS, JAVA_INT);
    private static final MethodHandle CONNECT = find("connect", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle SEND = find("send", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
    private static final MethodHandle RECEIVE = find("recv", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
    private static final MethodHandle SEND_FILE = find("sendfile", JAVA_LONG, JAVA_INT, JAVA_INT, ADDRESS, JAVA_LONG);
    private static final MethodHandle SHUTDOWN = find("shutdown", JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle CLOSE = find("close", JAVA_INT, JAVA_INT);
    private static final MethodHandle MEMORY_FILE = find("memfd_create", JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle WRITE = find("write", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
    private static final MethodHandle EPOLL = find("epoll_create1", JAVA_INT, JAVA_INT);
    private static final MethodHandle EPOLL_CONTROL = find("epoll_ctl", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT,
            ADDRESS);
    private static final MethodHandle EPOLL_WAIT = find("epoll_wait", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);

    private Kernel() {}

    // The signatures below are those of the C library, which is what a restricted method asks its caller to make sure of.
    @SuppressWarnings("restricted")
    private static MethodHandle find(String name, MemoryLayout result, MemoryLayout... arguments) {
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name),
                FunctionDescriptor.of(result, arguments), Linker.Option.captureCallState("errno"));
    }

    private static long answer(long result) {
        return result >= 0 ? result : -(int) ERROR_NUMBER.get(STATE_OF_CALL, 0L);
    }

    private static AssertionError impossible(Throwable thrown) {
        return new AssertionError("a system call throws nothing", thrown);
    }

    /// The address 127.0.0.1 with `port`, as [#connect] takes it. Lives as long as the process.
    public static MemorySegment loopback(int port) {
        MemorySegment address = Arena.global().allocate(ADDRESS_SIZE, 8);
        address.set(JAVA_SHORT, 0, (short) FAMILY_INET);
        address.set(JAVA_BYTE, 2, (byte) (port >> 8));
        address.set(JAVA_BYTE, 3, (byte) port);
        MemorySegment.copy(LOOPBACK, 0, address, JAVA_BYTE, 4, LOOPBACK.length);
        return address;
    }

    /// A socket that never waits and sends at once.
    public static int socket() {
        try {
            int fd = (int) answer((int) SOCKET.invokeExact(STATE_OF_CALL, FAMILY_INET, STREAM_NONBLOCKING, 0));
            if (fd >= 0) {
                setOption(fd, LEVEL_TCP, NO_DELAY);
            }
            return fd;
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    private static void setOption(int fd, int level, int option) throws Throwable {
        int _ = (int) SET_OPTION.invokeExact(STATE_OF_CALL, fd, level, option, ONE, 4);
    }

    /// Listens on a free port of 127.0.0.1.
    public static int listen() {
        try {
            int fd = socket();
            setOption(fd, LEVEL_SOCKET, REUSE_ADDRESS);
            int bound = (int) answer((int) BIND.invokeExact(STATE_OF_CALL, fd, loopback(0), ADDRESS_SIZE));
            int listening = (int) answer((int) LISTEN.invokeExact(STATE_OF_CALL, fd, BACKLOG));
            if (bound < 0 || listening < 0) {
                throw new IllegalStateException("no port of 127.0.0.1 can be listened on: " + bound + ", " + listening);
            }
            return fd;
        } catch (RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    /// The port a socket is bound to.
    public static int port(int fd) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment address = arena.allocate(ADDRESS_SIZE, 8);
            int _ = (int) NAME.invokeExact(STATE_OF_CALL, fd, address, arena.allocateFrom(JAVA_INT, ADDRESS_SIZE));
            return Byte.toUnsignedInt(address.get(JAVA_BYTE, 2)) << 8 | Byte.toUnsignedInt(address.get(JAVA_BYTE, 3));
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    public static int accept(int listener) {
        try {
            int fd = (int) answer((int) ACCEPT.invokeExact(STATE_OF_CALL, listener, MemorySegment.NULL,
                    MemorySegment.NULL, NONBLOCKING));
            if (fd >= 0) {
                setOption(fd, LEVEL_TCP, NO_DELAY);
            }
            return fd;
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    public static int connect(int fd, MemorySegment address) {
        try {
            return (int) answer((int) CONNECT.invokeExact(STATE_OF_CALL, fd, address, ADDRESS_SIZE));
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    /// The error a socket has waiting, negative; 0 for none.
    public static int errorOf(int fd) {
        try {
            int result = (int) answer((int) GET_OPTION.invokeExact(STATE_OF_CALL, fd, LEVEL_SOCKET, SOCKET_ERROR,
                    INT_OUT, INT_SIZE));
            return result < 0 ? result : -INT_OUT.get(JAVA_INT, 0);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    public static int send(int fd, MemorySegment bytes, long length) {
        try {
            return (int) answer((long) SEND.invokeExact(STATE_OF_CALL, fd, bytes, length, NO_SIGNAL));
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    /// @return how many bytes came; 0 at the end of the stream
    public static int receive(int fd, MemorySegment into, long length) {
        try {
            return (int) answer((long) RECEIVE.invokeExact(STATE_OF_CALL, fd, into, length, 0));
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    /// Receives up to `length` bytes and throws them away inside the kernel, which copies none of them.
    public static int discard(int fd, long length) {
        try {
            return (int) answer((long) RECEIVE.invokeExact(STATE_OF_CALL, fd, NOTHING, length, TRUNCATE));
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    /// Sends the first `length` bytes of a file, without copying them here.
    public static int sendFile(int fd, int file, long length) {
        try {
            OFFSET.set(JAVA_LONG, 0, 0);
            return (int) answer((long) SEND_FILE.invokeExact(STATE_OF_CALL, fd, file, OFFSET, length));
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    /// Says that no more will be sent.
    public static void shutDownSending(int fd) {
        try {
            int _ = (int) SHUTDOWN.invokeExact(STATE_OF_CALL, fd, SHUT_WRITE);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    public static void close(int fd) {
        try {
            int _ = (int) CLOSE.invokeExact(STATE_OF_CALL, fd);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    /// A file in memory that holds `content`.
    public static int memoryFile(MemorySegment content) {
        try (Arena arena = Arena.ofConfined()) {
            int fd = (int) answer((int) MEMORY_FILE.invokeExact(STATE_OF_CALL, arena.allocateFrom("source"), 0));
            long written = answer((long) WRITE.invokeExact(STATE_OF_CALL, fd, content, content.byteSize()));
            if (written != content.byteSize()) {
                throw new IllegalStateException("no file in memory: " + fd + ", " + written);
            }
            return fd;
        } catch (RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    static int epoll() {
        try {
            return (int) answer((int) EPOLL.invokeExact(STATE_OF_CALL, 0));
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    static int epollControl(int epoll, int verb, int fd, MemorySegment event) {
        try {
            return (int) answer((int) EPOLL_CONTROL.invokeExact(STATE_OF_CALL, epoll, verb, fd, event));
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    static int epollWait(int epoll, MemorySegment events, int most, int millis) {
        try {
            return (int) answer((int) EPOLL_WAIT.invokeExact(STATE_OF_CALL, epoll, events, most, millis));
        } catch (Throwable e) {
            throw impossible(e);
        }
    }
}
