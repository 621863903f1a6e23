package dev.tollgate.gateway.transport.linux;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;

/// The error numbers of Linux that somebody here asks for (`asm-generic/errno.h`; the same on x86-64 and AArch64), and the
/// exceptions they become where one must be thrown.
public final class Errno {
    public static final int INTERRUPTED = 4;
    public static final int BAD_DESCRIPTOR = 9;
    public static final int AGAIN = 11;
    public static final int BAD_ADDRESS = 14;
    public static final int INVALID = 22;
    public static final int TABLE_FULL = 23;
    public static final int TOO_MANY_FILES = 24;
    public static final int BROKEN_PIPE = 32;
    public static final int CONNECTION_ABORTED = 103;
    public static final int CONNECTION_RESET = 104;
    public static final int NO_BUFFERS = 105;
    public static final int NOT_CONNECTED = 107;
    public static final int TIMED_OUT = 110;
    public static final int REFUSED = 111;
    public static final int HOST_UNREACHABLE = 113;
    public static final int IN_PROGRESS = 115;
    private static final int NETWORK_UNREACHABLE = 101;
    static final int ADDRESS_NOT_AVAILABLE = 99;
    private static final int FAMILY_NOT_SUPPORTED = 97;

    static final int ADDRESS_IN_USE = 98;
    static final int PERMISSION_DENIED = 13;

    private Errno() {}

    /// @param call the name of the system call
    /// @param result what it returned: a negative error number
    static IOException exception(String call, long result) {
        return new Failed(call, (int) -result);
    }

    /// As [#exception], in the types by which attempts to connect are told apart.
    static IOException connectException(long result) {
        int number = (int) -result;
        String message = "connect(..) failed with error(-" + number + ")";
        return switch (number) {
            case HOST_UNREACHABLE, NETWORK_UNREACHABLE, ADDRESS_NOT_AVAILABLE, FAMILY_NOT_SUPPORTED ->
                new NoRoute(message);
            default -> new NotConnected(message);
        };
    }

    /// Without a stack trace: it happens as part of the trade, thousands of times a second.
    private static final class Failed extends IOException {
        private static final long serialVersionUID = 1;

        Failed(String call, int number) {
            super(call + "(..) failed with error(-" + number + ")");
        }

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }

    private static final class NotConnected extends ConnectException {
        private static final long serialVersionUID = 1;

        NotConnected(String message) {
            super(message);
        }

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }

    private static final class NoRoute extends NoRouteToHostException {
        private static final long serialVersionUID = 1;

        NoRoute(String message) {
            super(message);
        }

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }
}
