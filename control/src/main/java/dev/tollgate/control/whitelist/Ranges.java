package dev.tollgate.control.whitelist;

import dev.tollgate.domain.address.Cidr;
import dev.tollgate.domain.address.IpAddress;
import java.util.Optional;

/// Reads the `ip` of a whitelist entry (A§5).
final class Ranges {

    private static final int WIDEST_V4 = 24;
    private static final int WIDEST_V6 = 64;
    private static final Cidr MULTICAST_V4 = new Cidr(IpAddress.ofV4(224 << 24), 4);
    private static final Cidr MULTICAST_V6 = new Cidr(IpAddress.ofV6(0xFFL << 56, 0), 8);

    private Ranges() {}

    /// What a text turned out to be.
    sealed interface Reading {

        record Listable(Cidr range) implements Reading {}

        record TooWide() implements Reading {}

        record Invalid() implements Reading {}
    }

    static Reading read(String text) {
        Optional<Cidr> parsed = Cidr.parse(text);
        if (parsed.isEmpty()) {
            return new Reading.Invalid();
        }
        Cidr range = parsed.get();
        IpAddress network = range.network();
        if (range.prefixLength() < (network.v4() ? WIDEST_V4 : WIDEST_V6)) {
            return new Reading.TooWide();
        }
        boolean nobodys = network.unspecified() || MULTICAST_V4.contains(network) || MULTICAST_V6.contains(network);
        return nobodys ? new Reading.Invalid() : new Reading.Listable(range);
    }
}
