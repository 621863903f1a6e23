package dev.tollgate.gateway.inbound.proxyprotocol;

import dev.tollgate.domain.address.IpAddress;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/// PROXY headers as load balancers send them, and as they should not.
public final class Headers {
    static final byte[] SIGNATURE = {'\r', '\n', '\r', '\n', 0, '\r', '\n', 'Q', 'U', 'I', 'T', '\n'};
    static final int LOCAL = 0x20;
    static final int PROXY = 0x21;
    static final int UNSPEC = 0x00;
    static final int IPV4 = 0x11;
    static final int IPV6 = 0x21;
    private static final int CHECKSUM = 3;

    private Headers() {}

    /// In text, from port 56324.
    public static byte[] text(String source) {
        boolean v4 = address(source).v4();
        return line("PROXY TCP" + (v4 ? "4 " : "6 ") + source + (v4 ? " 192.0.2.1" : " 2001:db8::1") + " 56324 7777");
    }

    /// In binary, from port 56324, without fields.
    public static byte[] binary(String source) {
        return binary(PROXY, address(source).v4() ? IPV4 : IPV6, addresses(source));
    }

    static byte[] line(String text) {
        return (text + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] binary(int command, int family, byte[]... parts) {
        byte[] rest = join(parts);
        return join(SIGNATURE, new byte[]{(byte) command, (byte) family}, number(rest.length), rest);
    }

    /// Source, `192.0.2.1` or `2001:db8::1`, ports 56324 and 7777.
    static byte[] addresses(String source) {
        IpAddress from = address(source);
        IpAddress to = address(from.v4() ? "192.0.2.1" : "2001:db8::1");
        return join(from.bytes(), to.bytes(), number(56_324), number(7_777));
    }

    static byte[] field(int type, byte[] value) {
        return join(new byte[]{(byte) type}, number(value.length), value);
    }

    /// A field for [#withChecksum] to fill in.
    static byte[] checksum() {
        return field(CHECKSUM, new byte[4]);
    }

    /// The header with its checksum, whose value must be its last four bytes.
    static byte[] withChecksum(byte[] header) {
        CRC32C crc = new CRC32C();
        crc.update(header);
        long value = crc.getValue();
        byte[] made = header.clone();
        for (int i = 0; i < 4; i++) {
            made[made.length - 1 - i] = (byte) (value >>> (8 * i));
        }
        return made;
    }

    static byte[] number(int value) {
        return new byte[]{(byte) (value >>> 8), (byte) value};
    }

    public static byte[] join(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }

    private static IpAddress address(String text) {
        return IpAddress.parseUnfolded(text).orElseThrow();
    }
}
