package dev.tollgate.domain.address;

import java.util.List;

/// Distinct ranges in order, to be searched without allocating.
///
/// Two ranges are either nested or apart, so all that hold an address are found by walking outwards from the last one
/// that begins at or before it.
final class CidrTable {

    static final int NONE = -1;

    private final List<Cidr> sorted;
    private final int firstV6;
    private final long[] highs;
    private final long[] lows;
    /// The place of the narrowest range around each one.
    private final int[] parents;

    CidrTable(List<Cidr> ranges) {
        sorted = ranges.stream().distinct().sorted().toList();
        firstV6 = (int) sorted.stream().filter(range -> range.network().v4()).count();
        highs = sorted.stream().mapToLong(range -> range.network().high()).toArray();
        lows = sorted.stream().mapToLong(range -> range.network().low()).toArray();
        parents = new int[sorted.size()];
        for (int i = 0; i < parents.length; i++) {
            int parent = i - 1;
            while (parent != NONE && !sorted.get(parent).contains(sorted.get(i))) {
                parent = parents[parent];
            }
            parents[i] = parent;
        }
    }

    List<Cidr> sorted() {
        return sorted;
    }

    /// The place of the narrowest range that holds the address, or [#NONE].
    int innermost(IpAddress address) {
        int at = lastFrom(address);
        while (at != NONE && !sorted.get(at).contains(address)) {
            at = parents[at];
        }
        return at;
    }

    int parent(int place) {
        return parents[place];
    }

    /// The place of the last range of the family that begins at or before the address.
    private int lastFrom(IpAddress address) {
        int from = address.v4() ? 0 : firstV6;
        int low = from;
        int high = (address.v4() ? firstV6 : highs.length) - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int byHigh = Long.compareUnsigned(highs[middle], address.high());
            int order = byHigh != 0 ? byHigh : Long.compareUnsigned(lows[middle], address.low());
            if (order <= 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return high < from ? NONE : high;
    }
}
