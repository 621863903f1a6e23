package dev.tollgate.domain.address;

import java.util.Optional;

/// An IPv4 or IPv6 address.
///
/// An IPv4 address stands in the low 32 bits of `low`. IPv4-mapped IPv6 (`::ffff:a.b.c.d`) is folded to IPv4 by every
/// factory whose name does not say `Unfolded`: two spellings of one source must not be two sources. Targets are read
/// unfolded, since the address guard tells the spellings apart.
public record IpAddress(long high, long low, boolean v4) implements Comparable<IpAddress> {

    private static final long V4_MASK = 0xffff_ffffL;

    public IpAddress {
        if (v4 && (high != 0 || low >>> 32 != 0)) {
            throw new IllegalArgumentException("an IPv4 address has 32 bits");
        }
    }

    public static IpAddress ofV4(int bits) {
        return new IpAddress(0, bits & V4_MASK, true);
    }

    public static IpAddress ofV6(long high, long low) {
        return new IpAddress(high, low, false).folded();
    }

    /// Reads 4 or 16 bytes in network order.
    public static IpAddress ofBytes(byte[] networkOrder) {
        return ofBytesUnfolded(networkOrder).folded();
    }

    /// Like [#ofBytes], but leaves an IPv4-mapped address as it is: for a target's own bytes and for DNS answers.
    public static IpAddress ofBytesUnfolded(byte[] networkOrder) {
        return switch (networkOrder.length) {
            case 4 -> new IpAddress(0, bigEndian(networkOrder, 0, 4), true);
            case 16 -> new IpAddress(bigEndian(networkOrder, 0, 8), bigEndian(networkOrder, 8, 8), false);
            default -> throw new IllegalArgumentException("an address has 4 or 16 bytes, not " + networkOrder.length);
        };
    }

    /// Reads a strict dotted quad, or IPv6 as in RFC 4291, section 2.2, without brackets and zone.
    public static Optional<IpAddress> parse(String text) {
        return parseUnfolded(text).map(IpAddress::folded);
    }

    /// Like [#parse], but leaves an IPv4-mapped address as it is.
    public static Optional<IpAddress> parseUnfolded(String text) {
        return text.indexOf(':') >= 0 ? AddressText.readV6(text) : AddressText.readV4(text);
    }

    /// The IPv4 address if this is an IPv4-mapped one, else this.
    public IpAddress folded() {
        return mapped() ? new IpAddress(0, low & V4_MASK, true) : this;
    }

    /// Whether this is IPv6 that only wraps an IPv4 address (RFC 4291, section 2.5.5.2).
    public boolean mapped() {
        return !v4 && high == 0 && low >>> 32 == 0xffff;
    }

    /// The 4 or 16 bytes in network order.
    public byte[] bytes() {
        byte[] bytes = new byte[v4 ? 4 : 16];
        for (int i = bytes.length - 1, shift = 0; i >= 0; i--, shift += 8) {
            bytes[i] = (byte) ((shift < 64 ? low : high) >>> shift);
        }
        return bytes;
    }

    public boolean loopback() {
        IpAddress plain = folded();
        return plain.v4 ? plain.low >>> 24 == 127 : high == 0 && low == 1;
    }

    public boolean unspecified() {
        return high == 0 && low == 0;
    }

    /// What counts as one source in a budget: the IPv4 address itself, or the /64 of an IPv6 address.
    public IpAddress networkKey() {
        return v4 ? this : new IpAddress(high, 0, false);
    }

    /// IPv4 before IPv6, then by value.
    @Override
    public int compareTo(IpAddress other) {
        if (v4 != other.v4) {
            return v4 ? -1 : 1;
        }
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }

    /// The text of RFC 5952, which is what [#parse] reads back.
    @Override
    public String toString() {
        return AddressText.write(this);
    }

    private static long bigEndian(byte[] bytes, int from, int length) {
        long value = 0;
        for (int i = from; i < from + length; i++) {
            value = (value << 8) | (bytes[i] & 0xff);
        }
        return value;
    }
}
