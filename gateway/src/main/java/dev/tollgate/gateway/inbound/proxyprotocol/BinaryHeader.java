package dev.tollgate.gateway.inbound.proxyprotocol;

import dev.tollgate.domain.address.IpAddress;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

/// Version 2 of the PROXY protocol: a signature, version and command, family, length, addresses, and fields that say more (its
/// specification, section 2.2).
final class BinaryHeader {
    /// The longest that is read, its first 16 bytes included (G§7).
    static final int MAX_LENGTH = 4_096;
    static final int START_LENGTH = 16;
    private static final byte[] SIGNATURE = {'\r', '\n', '\r', '\n', 0, '\r', '\n', 'Q', 'U', 'I', 'T', '\n'};
    private static final int COMMAND_AT = 12;
    private static final int FAMILY_AT = 13;
    private static final int LENGTH_AT = 14;

    /// In each case the version, 2, stands in front.
    private static final int LOCAL = 0x20;
    private static final int PROXY = 0x21;

    /// What is forwarded, and how long its two addresses with their ports are.
    private enum Family {
        UNSPEC(0x00, 0),
        IPV4(0x11, 12),
        IPV6(0x21, 36),
        UNIX_STREAM(0x31, 216),
        UNIX_DATAGRAM(0x32, 216),
        /// A family or transport that cannot be what a TCP connection carries, or does not exist.
        NONE(-1, 0);

        private final int code;
        private final int addresses;

        Family(int code, int addresses) {
            this.code = code;
            this.addresses = addresses;
        }

        static Family of(int code) {
            for (Family family : values()) {
                if (family.code == code) {
                    return family;
                }
            }
            return NONE;
        }
    }

    private BinaryHeader() {}

    static HeaderReading read(ByteBuf in) {
        int seen = in.readableBytes();
        for (int i = 0; i < Math.min(seen, SIGNATURE.length); i++) {
            if (in.getByte(in.readerIndex() + i) != SIGNATURE[i]) {
                return malformed("not its signature");
            }
        }
        if (seen > COMMAND_AT && command(in) != LOCAL && command(in) != PROXY) {
            return malformed("another version or command");
        }
        // The family of a LOCAL command is not looked at.
        boolean local = seen > COMMAND_AT && command(in) == LOCAL;
        if (seen > FAMILY_AT && !local && family(in) == Family.NONE) {
            return malformed("a family that is not read here");
        }
        if (seen < START_LENGTH) {
            return ProxyHeaders.INCOMPLETE;
        }
        int length = START_LENGTH + in.getUnsignedShort(in.readerIndex() + LENGTH_AT);
        if (length > MAX_LENGTH) {
            return malformed("longer than " + MAX_LENGTH + " bytes");
        }
        if (!local && length < START_LENGTH + family(in).addresses) {
            return malformed("too short for the addresses of its family");
        }
        if (seen < length) {
            return ProxyHeaders.INCOMPLETE;
        }
        return whole(in, length, local);
    }

    private static HeaderReading whole(ByteBuf in, int length, boolean local) {
        if (!local) {
            byte[] header = ByteBufUtil.getBytes(in, in.readerIndex(), length);
            if (!HeaderFields.sound(header, START_LENGTH + family(in).addresses)) {
                return malformed("a field that runs over the end, or a checksum that does not hold");
            }
        }
        HeaderReading reading = local ? new HeaderReading.Own() : source(in);
        in.skipBytes(length);
        return reading;
    }

    private static HeaderReading source(ByteBuf in) {
        return switch (family(in)) {
            case IPV4 -> forwarded(in, Integer.BYTES);
            case IPV6 -> forwarded(in, 2 * Long.BYTES);
            case UNSPEC, UNIX_STREAM, UNIX_DATAGRAM, NONE -> new HeaderReading.Own();
        };
    }

    /// Source, destination, source port, destination port.
    private static HeaderReading forwarded(ByteBuf in, int addressLength) {
        int at = in.readerIndex() + START_LENGTH;
        return new HeaderReading.Forwarded(IpAddress.ofBytes(ByteBufUtil.getBytes(in, at, addressLength)),
                in.getUnsignedShort(at + 2 * addressLength));
    }

    private static int command(ByteBuf in) {
        return in.getUnsignedByte(in.readerIndex() + COMMAND_AT);
    }

    private static Family family(ByteBuf in) {
        return Family.of(in.getUnsignedByte(in.readerIndex() + FAMILY_AT));
    }

    private static HeaderReading malformed(String why) {
        return new HeaderReading.Malformed("version 2: " + why);
    }
}
