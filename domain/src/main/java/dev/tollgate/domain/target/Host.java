package dev.tollgate.domain.target;

import dev.tollgate.domain.address.IpAddress;

/// Where a target is: a name still to be resolved, or an address. `toString` writes it as in an authority.
public sealed interface Host {

    /// A name in lower case, without a trailing dot; made by [HostSyntax].
    record Name(String value) implements Host {

        @Override
        public String toString() {
            return value;
        }
    }

    /// An address as it was written: `::ffff:192.0.2.1` stays IPv6 here, since the guard refuses that spelling.
    record Literal(IpAddress address) implements Host {

        @Override
        public String toString() {
            return address.v4() ? address.toString() : "[" + address + "]";
        }
    }

    /// The host with IPv4-mapped IPv6 folded to IPv4, for comparing hosts whatever their spelling.
    default Host folded() {
        return switch (this) {
            case Name name -> name;
            case Literal(IpAddress address) -> new Literal(address.folded());
        };
    }
}
