package dev.tollgate.domain.address;

import java.util.Collection;
import java.util.List;
import java.util.Objects;

/// Many ranges, asked whether they hold an address. Immutable; a question allocates nothing.
public final class CidrSet {

    public static final CidrSet EMPTY = new CidrSet(List.of());

    private final CidrTable table;

    private CidrSet(Collection<Cidr> ranges) {
        table = new CidrTable(List.copyOf(ranges));
    }

    public static CidrSet of(Collection<Cidr> ranges) {
        return ranges.isEmpty() ? EMPTY : new CidrSet(ranges);
    }

    public boolean contains(IpAddress address) {
        return table.innermost(address) != CidrTable.NONE;
    }

    /// The ranges in order, each once.
    public List<Cidr> cidrs() {
        return table.sorted();
    }

    public boolean isEmpty() {
        return cidrs().isEmpty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CidrSet set && cidrs().equals(set.cidrs());
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(cidrs());
    }

    @Override
    public String toString() {
        return cidrs().toString();
    }
}
