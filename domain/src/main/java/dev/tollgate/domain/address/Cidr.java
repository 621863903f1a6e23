package dev.tollgate.domain.address;

import java.util.Optional;

/// A range of addresses: those that share the first `prefixLength` bits with `network`.
public record Cidr(IpAddress network, int prefixLength) implements Comparable<Cidr> {

    public Cidr {
        if (prefixLength < 0 || prefixLength > width(network)) {
            throw new IllegalArgumentException("prefix length " + prefixLength + " is out of range for " + network);
        }
        if (network.mapped()) {
            throw new IllegalArgumentException(network + " is to be written as IPv4");
        }
        if (!masked(network, prefixLength).equals(network)) {
            throw new IllegalArgumentException(network + "/" + prefixLength + " has host bits");
        }
    }

    /// The range that holds this address alone.
    public static Cidr single(IpAddress address) {
        return new Cidr(address, width(address));
    }

    /// The range of this length in which the address lies, its host bits dropped.
    public static Cidr around(IpAddress address, int prefixLength) {
        return new Cidr(masked(address, prefixLength), prefixLength);
    }

    /// Reads an address, or an address and `/length`. IPv4-mapped IPv6 is folded; host bits are not forgiven.
    public static Optional<Cidr> parse(String text) {
        int slash = text.indexOf('/');
        Optional<IpAddress> written = IpAddress.parseUnfolded(slash < 0 ? text : text.substring(0, slash));
        if (written.isEmpty()) {
            return Optional.empty();
        }
        IpAddress address = written.get();
        int length = slash < 0 ? width(address) : length(text, slash + 1);
        if (address.mapped()) {
            // ::ffff:0:0/96 is all of IPv4; a shorter one has bits of the ffff behind its prefix.
            length -= 96;
            address = address.folded();
        }
        boolean valid = length >= 0 && length <= width(address) && masked(address, length).equals(address);
        return valid ? Optional.of(new Cidr(address, length)) : Optional.empty();
    }

    public boolean contains(IpAddress address) {
        if (address.v4() != network.v4()) {
            return false;
        }
        return ((address.high() ^ network.high()) & highMask(address.v4(), prefixLength)) == 0
                && ((address.low() ^ network.low()) & lowMask(address.v4(), prefixLength)) == 0;
    }

    public boolean contains(Cidr other) {
        return prefixLength <= other.prefixLength && contains(other.network);
    }

    public boolean overlaps(Cidr other) {
        return contains(other) || other.contains(this);
    }

    public boolean singleAddress() {
        return prefixLength == width(network);
    }

    /// By first address, the wider range first: a range stands before all that lie in it.
    @Override
    public int compareTo(Cidr other) {
        int byNetwork = network.compareTo(other.network);
        return byNetwork != 0 ? byNetwork : Integer.compare(prefixLength, other.prefixLength);
    }

    /// A single address is shown without its length.
    @Override
    public String toString() {
        return singleAddress() ? network.toString() : network + "/" + prefixLength;
    }

    private static int width(IpAddress address) {
        return address.v4() ? 32 : 128;
    }

    private static IpAddress masked(IpAddress address, int length) {
        return new IpAddress(address.high() & highMask(address.v4(), length),
                address.low() & lowMask(address.v4(), length), address.v4());
    }

    private static long highMask(boolean v4, int length) {
        return v4 ? 0 : mask(Math.min(length, 64));
    }

    private static long lowMask(boolean v4, int length) {
        return v4 ? mask(length + 32) : mask(Math.max(length - 64, 0));
    }

    /// The first `bits` of 64; Java shifts by 64 as by 0.
    private static long mask(int bits) {
        return bits == 0 ? 0 : -1L << (64 - bits);
    }

    private static int length(String text, int from) {
        int digits = text.length() - from;
        boolean leadingZero = digits > 1 && text.charAt(from) == '0';
        if (digits < 1 || digits > 3 || leadingZero) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }
}
