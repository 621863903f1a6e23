package dev.tollgate.store.whitelist;

import dev.tollgate.domain.address.Cidr;
import dev.tollgate.domain.address.IpAddress;
import java.util.HexFormat;

/// Addresses as text that a database sorts as the addresses sort: the family, then all bits in hexadecimal.
final class SortableAddress {
    private SortableAddress() {}

    static String of(IpAddress address) {
        return (address.v4() ? "4:" : "6:") + HexFormat.of().formatHex(address.bytes());
    }

    static String first(Cidr range) {
        return of(range.network());
    }

    static String last(Cidr range) {
        byte[] bytes = range.network().bytes();
        for (int bit = range.prefixLength(); bit < bytes.length * Byte.SIZE; bit++) {
            bytes[bit / Byte.SIZE] |= (byte) (0x80 >>> (bit % Byte.SIZE));
        }
        return (range.network().v4() ? "4:" : "6:") + HexFormat.of().formatHex(bytes);
    }
}
