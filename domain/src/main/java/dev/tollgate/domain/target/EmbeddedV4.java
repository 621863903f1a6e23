package dev.tollgate.domain.target;

import dev.tollgate.domain.address.IpAddress;
import java.util.Optional;

/// The IPv4 address that an IPv6 address carries for a translator or a tunnel to unpack.
final class EmbeddedV4 {

    private static final long NAT64 = 0x0064_ff9b_0000_0000L;
    private static final long NAT64_LOCAL = 0x0064_ff9b_0001_0000L;
    private static final long TEREDO = 0x2001_0000L;
    private static final long SIX_TO_FOUR = 0x2002L;
    private static final long ISATAP = 0x0000_5efeL;
    private static final long ISATAP_GLOBAL = 0x0200_5efeL;

    private EmbeddedV4() {}

    static Optional<IpAddress> in(IpAddress address) {
        if (address.v4()) {
            return Optional.empty();
        }
        long high = address.high();
        long low = address.low();
        if (address.mapped() || ((high == 0 || high == NAT64) && low >>> 32 == 0)) {
            return v4(low);
        }
        if (high >>> 16 == NAT64_LOCAL >>> 16) {
            // A network of its own choosing within a /48 (RFC 8215); nearly everybody takes the last 32 bits.
            return v4(low);
        }
        if (high >>> 48 == SIX_TO_FOUR) {
            return v4(high >>> 16);
        }
        if (high >>> 32 == TEREDO) {
            // RFC 4380, section 4: the client's address stands inverted.
            return v4(~low);
        }
        long interfaceId = low >>> 32;
        return interfaceId == ISATAP || interfaceId == ISATAP_GLOBAL ? v4(low) : Optional.empty();
    }

    private static Optional<IpAddress> v4(long bits) {
        return Optional.of(IpAddress.ofV4((int) bits));
    }
}
