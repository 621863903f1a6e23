package dev.tollgate.gateway.transport.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

/// Has the kernel overlook SYN segments at a listening socket (`socket(7)`, SO_ATTACH_FILTER), while handshakes that are under way come to
/// their end. Between the last `accept` and `close` there is no moment at which the kernel lets in nobody: without this, whoever comes just then
/// is let in and reset. With it the client's SYN goes unanswered, its kernel sends another after a second, and that is refused.
///
/// Connections that are accepted from the socket inherit the filter, and have no use for SYN segments.
final class NoNewHandshakes {
    private static final int ATTACH_FILTER = 26;
    private static final int INSTRUCTIONS = 4;
    private static final int INSTRUCTION_BYTES = 8;
    /// Of the TCP header, with which the filter's packet begins.
    private static final int FLAGS_AT = 13;
    private static final int SYN = 0x02;
    private static final short LOAD_BYTE = 0x30;
    private static final short JUMP_IF_SET = 0x45;
    private static final short RETURN = 0x06;
    private static final int NOTHING = 0;
    private static final int EVERYTHING = -1;

    private NoNewHandshakes() {}

    /// @return 0, or the error number with its sign turned
    static int at(int fd) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment program = arena.allocate((long) INSTRUCTIONS * INSTRUCTION_BYTES, INSTRUCTION_BYTES);
            put(program, 0, LOAD_BYTE, 0, 0, FLAGS_AT);
            put(program, 1, JUMP_IF_SET, 0, 1, SYN);
            put(program, 2, RETURN, 0, 0, NOTHING);
            put(program, 3, RETURN, 0, 0, EVERYTHING);
            MemorySegment header = arena.allocate(2 * (long) Long.BYTES, Long.BYTES);
            header.set(JAVA_SHORT, 0, (short) INSTRUCTIONS);
            header.set(JAVA_LONG, Long.BYTES, program.address());
            return SystemCalls.setsockopt(fd, SocketOptions.SOCKET, ATTACH_FILTER, header.address(),
                    (int) header.byteSize());
        }
    }

    /// A `struct sock_filter`.
    private static void put(MemorySegment program, int at, short code, int ifTrue, int ifFalse, int operand) {
        long offset = (long) at * INSTRUCTION_BYTES;
        program.set(JAVA_SHORT, offset, code);
        program.set(JAVA_BYTE, offset + 2, (byte) ifTrue);
        program.set(JAVA_BYTE, offset + 3, (byte) ifFalse);
        program.set(JAVA_INT, offset + 4, operand);
    }
}
