package dev.tollgate.gateway.transport.linux;

/// Options of sockets by their numbers in Linux' `asm-generic/socket.h` and `netinet/tcp.h`.
final class SocketOptions {
    static final int SOCKET = 1;
    static final int TCP = 6;
    static final int IPV6 = 41;
    static final int REUSE_ADDRESS = 2;
    static final int KEEP_ALIVE = 9;
    static final int LINGER = 13;
    static final int REUSE_PORT = 15;
    static final int ONLY_IPV6 = 26;
    static final int NO_DELAY = 1;
    static final int KEEP_IDLE = 4;
    static final int KEEP_INTERVAL = 5;
    static final int KEEP_COUNT = 6;

    private SocketOptions() {}

    /// @return 0, or the error number with its sign turned
    static int set(int fd, int level, int option, int value) {
        SocketAddresses scratch = SocketAddresses.here();
        scratch.writeInt(0, value);
        return SystemCalls.setsockopt(fd, level, option, scratch.value(), Integer.BYTES);
    }

    /// @return the value; -1 where it cannot be had
    static int get(int fd, int level, int option) {
        SocketAddresses scratch = SocketAddresses.here();
        int result = SystemCalls.getsockopt(fd, level, option, scratch.value(), scratch.valueLength(Integer.BYTES));
        return result < 0 ? -1 : scratch.readInt();
    }

    /// @param seconds negative: as usual; 0: closing sends a reset
    static int linger(int fd, int seconds) {
        SocketAddresses scratch = SocketAddresses.here();
        scratch.writeInt(0, seconds < 0 ? 0 : 1);
        scratch.writeInt(1, Math.max(seconds, 0));
        return SystemCalls.setsockopt(fd, SOCKET, LINGER, scratch.value(), 2 * Integer.BYTES);
    }
}
