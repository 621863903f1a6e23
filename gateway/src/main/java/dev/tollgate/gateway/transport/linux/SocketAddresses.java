package dev.tollgate.gateway.transport.linux;

import io.netty.util.concurrent.FastThreadLocal;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteOrder;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

/// `struct sockaddr_in` and `sockaddr_in6`, written to and read from a piece of memory of the calling thread.
final class SocketAddresses {
    static final int INET = 2;
    static final int INET6 = 10;

    private static final int INET_SIZE = 16;
    private static final int INET6_SIZE = 28;
    private static final int PORT_AT = 2;
    private static final int INET_ADDRESS_AT = 4;
    private static final int INET6_ADDRESS_AT = 8;
    private static final int INET6_SCOPE_AT = 24;
    private static final int IPV4_BYTES = 4;
    private static final int IPV6_BYTES = 16;
    private static final int MAPPED_FROM = 10;
    private static final int MAPPED_BYTES = 12;

    /// The address, then its length, then one more int.
    private static final int LENGTH_AT = 32;
    private static final int VALUE_AT = 40;
    private static final int SIZE = 48;
    private static final FastThreadLocal<SocketAddresses> HERE = new FastThreadLocal<>() {
        @Override
        protected SocketAddresses initialValue() {
            return new SocketAddresses();
        }
    };

    private final MemorySegment memory = Arena.ofAuto().allocate(SIZE, Long.BYTES);

    private SocketAddresses() {}

    static SocketAddresses here() {
        return HERE.get();
    }

    long address() {
        return memory.address();
    }

    /// Where the kernel finds how much room there is, and says how much it used.
    long length() {
        memory.set(JAVA_INT, LENGTH_AT, INET6_SIZE);
        return memory.address() + LENGTH_AT;
    }

    /// Room for the value of a socket option.
    long value() {
        return memory.address() + VALUE_AT;
    }

    long valueLength(int bytes) {
        memory.set(JAVA_INT, LENGTH_AT, bytes);
        return memory.address() + LENGTH_AT;
    }

    int readInt() {
        return memory.get(JAVA_INT, VALUE_AT);
    }

    void writeInt(int at, int value) {
        memory.set(JAVA_INT, VALUE_AT + (long) at * Integer.BYTES, value);
    }

    /// The family of a socket that reaches `address`.
    static int family(InetAddress address) {
        return address instanceof Inet4Address ? INET : INET6;
    }

    /// Whether a socket of `family` can have or reach an address: one of IPv4 knows of IPv6 only "any".
    static boolean fits(int family, InetSocketAddress socketAddress) {
        InetAddress address = socketAddress.getAddress();
        return family == INET6 || address instanceof Inet4Address || address.isAnyLocalAddress();
    }

    /// Writes an address for a socket of `family`; IPv4 is mapped for one of IPv6.
    ///
    /// @return its length
    int write(int family, InetSocketAddress socketAddress) {
        byte[] bytes = socketAddress.getAddress().getAddress();
        memory.fill((byte) 0);
        memory.set(JAVA_SHORT, 0, (short) family);
        memory.set(JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN), PORT_AT, (short) socketAddress.getPort());
        if (family == INET) {
            MemorySegment.copy(bytes, 0, memory, JAVA_BYTE, INET_ADDRESS_AT, IPV4_BYTES);
            return INET_SIZE;
        }
        if (bytes.length == IPV6_BYTES) {
            MemorySegment.copy(bytes, 0, memory, JAVA_BYTE, INET6_ADDRESS_AT, IPV6_BYTES);
            if (socketAddress.getAddress() instanceof java.net.Inet6Address scoped) {
                memory.set(JAVA_INT, INET6_SCOPE_AT, scoped.getScopeId());
            }
        } else {
            // Any of IPv4 too: mapped, it is IPv4's alone.
            memory.set(JAVA_BYTE, INET6_ADDRESS_AT + MAPPED_FROM, (byte) -1);
            memory.set(JAVA_BYTE, INET6_ADDRESS_AT + MAPPED_FROM + 1, (byte) -1);
            MemorySegment.copy(bytes, 0, memory, JAVA_BYTE, INET6_ADDRESS_AT + MAPPED_BYTES, IPV4_BYTES);
        }
        return INET6_SIZE;
    }

    /// What the kernel wrote; an IPv4-mapped address comes out as IPv4.
    InetSocketAddress read() {
        boolean ipv4 = memory.get(JAVA_SHORT, 0) == INET;
        byte[] bytes = new byte[ipv4 ? IPV4_BYTES : IPV6_BYTES];
        MemorySegment.copy(memory, JAVA_BYTE, ipv4 ? INET_ADDRESS_AT : INET6_ADDRESS_AT, bytes, 0, bytes.length);
        int port = Short.toUnsignedInt(memory.get(JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN), PORT_AT));
        try {
            return new InetSocketAddress(InetAddress.getByAddress(bytes), port);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("an address has 4 or 16 bytes", impossible);
        }
    }
}
