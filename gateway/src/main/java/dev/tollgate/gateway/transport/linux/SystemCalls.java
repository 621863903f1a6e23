package dev.tollgate.gateway.transport.linux;

import io.netty.util.concurrent.FastThreadLocal;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

/// The system calls of the data path, as they are: what they return, or the error number with its sign turned. Addresses are
/// those of direct memory and the caller's to keep alive.
///
/// Netty's own bindings are internal, and its `splice` answers 0 both for "nothing now" and for the end of the stream.
public final class SystemCalls {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout CAPTURED = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = CAPTURED.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final FastThreadLocal<MemorySegment> STATE = new FastThreadLocal<>() {
        @Override
        protected MemorySegment initialValue() {
            return Arena.ofAuto().allocate(CAPTURED);
        }
    };

    private static final int SOCK_NONBLOCK = 0x800;
    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int SOCK_STREAM = 1;
    private static final int MSG_NOSIGNAL = 0x4000;
    private static final int SPLICE_MOVE = 1;
    private static final int SPLICE_NONBLOCK = 2;
    private static final int F_SETPIPE_SZ = 1031;
    private static final int F_GETPIPE_SZ = 1032;

    private static final MethodHandle RECV = bind("recv",
            FunctionDescriptor.of(JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT));
    private static final MethodHandle SEND = bind("send",
            FunctionDescriptor.of(JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT));
    private static final MethodHandle WRITEV = bind("writev",
            FunctionDescriptor.of(JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_INT));
    private static final MethodHandle SPLICE = bind("splice",
            FunctionDescriptor.of(JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT));
    private static final MethodHandle PIPE2 = bind("pipe2", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_INT));
    private static final MethodHandle FCNTL = bind("fcntl", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT,
            JAVA_INT), Linker.Option.firstVariadicArg(2));
    private static final MethodHandle SOCKET = bind("socket",
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle CONNECT = bind("connect",
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT));
    private static final MethodHandle BIND = bind("bind",
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT));
    private static final MethodHandle LISTEN = bind("listen", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle ACCEPT4 = bind("accept4",
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT));
    private static final MethodHandle SETSOCKOPT = bind("setsockopt",
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT));
    private static final MethodHandle GETSOCKOPT = bind("getsockopt",
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG));
    private static final MethodHandle GETSOCKNAME = bind("getsockname",
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG));
    private static final MethodHandle GETPEERNAME = bind("getpeername",
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG));
    private static final MethodHandle SHUTDOWN = bind("shutdown",
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle CLOSE = bind("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

    private SystemCalls() {}

    /// @return bytes read, 0 at the end of the stream
    public static long recv(int fd, long address, long length) {
        try {
            MemorySegment state = STATE.get();
            long result = (long) RECV.invokeExact(state, fd, address, length, 0);
            return result < 0 ? -errno(state) : result;
        } catch (Throwable impossible) {
            throw broken(impossible);
        }
    }

    /// @return bytes taken by the socket
    public static long send(int fd, long address, long length) {
        try {
            MemorySegment state = STATE.get();
            long result = (long) SEND.invokeExact(state, fd, address, length, MSG_NOSIGNAL);
            return result < 0 ? -errno(state) : result;
        } catch (Throwable impossible) {
            throw broken(impossible);
        }
    }

    /// @param vectors of `struct iovec`
    static long writev(int fd, long vectors, int count) {
        try {
            MemorySegment state = STATE.get();
            long result = (long) WRITEV.invokeExact(state, fd, vectors, count);
            return result < 0 ? -errno(state) : result;
        } catch (Throwable impossible) {
            throw broken(impossible);
        }
    }

    /// Moves bytes between a socket and a pipe without waiting.
    ///
    /// @return bytes moved, 0 at the end of the stream
    public static long splice(int from, int to, long length) {
        try {
            MemorySegment state = STATE.get();
            long result = (long) SPLICE.invokeExact(state, from, 0L, to, 0L, length, SPLICE_MOVE | SPLICE_NONBLOCK);
            return result < 0 ? -errno(state) : result;
        } catch (Throwable impossible) {
            throw broken(impossible);
        }
    }

    /// A pipe that does not wait.
    ///
    /// @param ends where both descriptors go, as two ints: what is read from, what is written to
    public static int pipe(long ends) {
        try {
            MemorySegment state = STATE.get();
            int result = (int) PIPE2.invokeExact(state, ends, SOCK_NONBLOCK | SOCK_CLOEXEC);
            return result < 0 ? -errno(state) : result;
        } catch (Throwable impossible) {
            throw broken(impossible);
        }
    }

    /// @return the size it has got, which may be more than was asked for
    public static int resizePipe(int fd, int bytes) {
        try {
            MemorySegment state = STATE.get();
            int result = (int) FCNTL.invokeExact(state, fd, F_SETPIPE_SZ, bytes);
            return result < 0 ? -errno(state) : result;
        } catch (Throwable impossible) {
            throw broken(impossible);
        }
    }

    /// @return how many bytes fit into it at most
    public static int pipeSize(int fd) {
        try {
            MemorySegment state = STATE.get();
            int result = (int) FCNTL.invokeExact(state, fd, F_GETPIPE_SZ, 0);
            return result < 0 ? -errno(state) : result;
        } catch (Throwable impossible) {
            throw broken(impossible);
        }
    }

    /// A TCP socket that does not wait.
    ///
    /// @param family [SocketAddresses#INET] or [SocketAddresses#INET6]
    static int socket(int family) {
        try {
            MemorySegment state = STATE.get();
            int result = (int) SOCKET.invokeExact(state, family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
            return result < 0 ? -errno(state) : result;
        } catch (Throwable impossible) {
            throw broken(impossible);
        }
    }

    static int connect(int fd, long address, int length) {
        try {
            MemorySegment state = STATE.get();
            int result = (int) CONNECT.invokeExact(state, fd, address, length);
            return result < 0 ? -errno(state) : result;
        } catch (Throwable impossible) {
            throw broken(impossible);
        }
    }

    static int bind(int fd, long address, int length) {
        try {
            MemorySegment state = STATE.get();
            int result = (int) BIND.invokeExact(state, fd, address, length);
            return result < 0 ? -errno(state) : result;
        } catch (Throwable impossible) {
            throw broken(impossible);
        }
    }

    static int listen(int fd, int backlog) {
        try {
            MemorySegment state = STATE.get();
            int result = (int) LISTEN.invokeExact(state, fd, backlog);
            return result < 0 ? -errno(state) : result;
        } catch (Throwable impossible) {
            throw broken(impossible);
        }
    }

    /// @param address where the peer's address goes
    /// @param length of that room, as an int in memory; it becomes the address's length
    /// @return a socket that does not wait
    static int accept(int fd, long address, long length) {
        try {
            MemorySegment state = STATE.get();
            int result = (int) ACCEPT4.invokeExact(state, fd, address, length, SOCK_NONBLOCK | SOCK_CLOEXEC);
            return result < 0 ? -errno(state) : result;
        } catch (Throwable impossible) {
            throw broken(impossible);
        }
    }

    static int setsockopt(int fd, int level, int option, long value, int length) {
        try {
            MemorySegment state = STATE.get();
            int result = (int) SETSOCKOPT.invokeExact(state, fd, level, option, value, length);
            return result < 0 ? -errno(state) : result;
        } catch (Throwable impossible) {
            throw broken(impossible);
        }
    }

    static int getsockopt(int fd, int level, int option, long value, long length) {
        try {
            MemorySegment state = STATE.get();
            int result = (int) GETSOCKOPT.invokeExact(state, fd, level, option, value, length);
            return result < 0 ? -errno(state) : result;
        } catch (Throwable impossible) {
            throw broken(impossible);
        }
    }

    static int getsockname(int fd, long address, long length) {
        try {
            MemorySegment state = STATE.get();
            int result = (int) GETSOCKNAME.invokeExact(state, fd, address, length);
            return result < 0 ? -errno(state) : result;
        } catch (Throwable impossible) {
            throw broken(impossible);
        }
    }

    static int getpeername(int fd, long address, long length) {
        try {
            MemorySegment state = STATE.get();
            int result = (int) GETPEERNAME.invokeExact(state, fd, address, length);
            return result < 0 ? -errno(state) : result;
        } catch (Throwable impossible) {
            throw broken(impossible);
        }
    }

    /// @param how 0: no more reading, 1: no more writing
    static int shutdown(int fd, int how) {
        try {
            MemorySegment state = STATE.get();
            int result = (int) SHUTDOWN.invokeExact(state, fd, how);
            return result < 0 ? -errno(state) : result;
        } catch (Throwable impossible) {
            throw broken(impossible);
        }
    }

    public static int close(int fd) {
        try {
            MemorySegment state = STATE.get();
            int result = (int) CLOSE.invokeExact(state, fd);
            return result < 0 ? -errno(state) : result;
        } catch (Throwable impossible) {
            throw broken(impossible);
        }
    }

    private static int errno(MemorySegment state) {
        return (int) ERRNO.get(state, 0L);
    }

    // Calling the kernel is what this class is for; the launcher allows it with --enable-native-access.
    @SuppressWarnings("restricted")
    private static MethodHandle bind(String name, FunctionDescriptor signature, Linker.Option... options) {
        Linker.Option[] all = new Linker.Option[options.length + 1];
        System.arraycopy(options, 0, all, 0, options.length);
        all[options.length] = Linker.Option.captureCallState("errno");
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), signature, all);
    }

    /// A call through a handle declares any throwable; these handles throw none but errors of the JVM.
    private static RuntimeException broken(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return new IllegalStateException("a system call could not be made", cause);
    }
}
