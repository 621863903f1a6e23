package dev.tollgate.domain.target;

import dev.tollgate.domain.address.Cidr;
import dev.tollgate.domain.address.CidrSet;
import dev.tollgate.domain.address.IpAddress;
import java.util.stream.Stream;

/// The addresses nobody reaches through the gateway unless the operator opens them: all that is not unicast in the
/// public internet, however it is wrapped.
final class ForbiddenAddresses {

    private static final CidrSet V4 = ranges("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8",
            "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
            "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            // Azure's machine-facing services, on a public address.
            "168.63.129.16/32");
    private static final CidrSet V6_UNICAST = ranges("2000::/3");
    private static final CidrSet V6 = ranges("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

    private ForbiddenAddresses() {}

    static boolean contains(IpAddress address) {
        if (address.v4()) {
            return V4.contains(address);
        }
        return !V6_UNICAST.contains(address) || V6.contains(address)
        // What is left is ISATAP, which has no range of its own.
                || EmbeddedV4.in(address).filter(V4::contains).isPresent();
    }

    private static CidrSet ranges(String... texts) {
        return CidrSet.of(Stream.of(texts).map(text -> Cidr.parse(text).orElseThrow()).toList());
    }
}
