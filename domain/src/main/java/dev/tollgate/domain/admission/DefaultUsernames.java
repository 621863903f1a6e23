package dev.tollgate.domain.admission;

import dev.tollgate.domain.address.Cidr;
import dev.tollgate.domain.address.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// The default usernames of all whitelists by their ranges (G§9.4). Immutable; a change costs what it changes.
///
/// An address is looked for once in each length of range that there is, which are few.
final class DefaultUsernames {
    static final DefaultUsernames NONE = new DefaultUsernames(PersistentMap.empty(), new int[33], new int[129]);

    private final PersistentMap<Cidr, List<String>> byRange;
    /// How many ranges there are of each prefix length.
    private final int[] v4;
    private final int[] v6;

    private DefaultUsernames(PersistentMap<Cidr, List<String>> byRange, int[] v4, int[] v6) {
        this.byRange = byRange;
        this.v4 = v4;
        this.v6 = v6;
    }

    /// The one whose range holds the address; none if there are two, since then nobody could tell who is meant.
    Optional<String> findOnly(IpAddress source) {
        if (byRange.size() == 0) {
            return Optional.empty();
        }
        int[] ranges = source.v4() ? v4 : v6;
        List<String> found = List.of();
        for (int length = 0; length < ranges.length; length++) {
            if (ranges[length] > 0) {
                List<String> here = byRange.get(Cidr.around(source, length));
                if (here != null) {
                    if (!found.isEmpty()) {
                        return Optional.empty();
                    }
                    found = here;
                }
            }
        }
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    Edit edit() {
        return new Edit();
    }

    /// Changes to be made together. Confined to one thread; of no use after [#done].
    final class Edit {
        private final PersistentMap<Cidr, List<String>>.Edit ranges = byRange.edit();
        private final int[] nextV4 = v4.clone();
        private final int[] nextV6 = v6.clone();

        void add(DefaultUsername one) {
            List<String> there = ranges.get(one.range());
            List<String> more = new ArrayList<>(there == null ? List.of() : there);
            more.add(one.username());
            ranges.put(one.range(), List.copyOf(more));
            if (there == null) {
                lengths(one.range())[one.range().prefixLength()]++;
            }
        }

        /// Takes back what was added.
        void remove(DefaultUsername one) {
            List<String> fewer = new ArrayList<>(Objects.requireNonNull(ranges.get(one.range())));
            fewer.remove(one.username());
            if (fewer.isEmpty()) {
                ranges.remove(one.range());
                lengths(one.range())[one.range().prefixLength()]--;
            } else {
                ranges.put(one.range(), List.copyOf(fewer));
            }
        }

        private int[] lengths(Cidr range) {
            return range.network().v4() ? nextV4 : nextV6;
        }

        DefaultUsernames done() {
            return new DefaultUsernames(ranges.done(), nextV4, nextV6);
        }
    }
}
