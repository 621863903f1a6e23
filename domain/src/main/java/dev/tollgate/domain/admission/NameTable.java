package dev.tollgate.domain.admission;

import java.util.Arrays;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/// Sub-users by name, in a persistent hash table: a change copies one bucket and the table of buckets, never the sub-users.
/// Immutable.
final class NameTable {
    private static final int PER_BUCKET = 4;
    private static final SubUserAccess[] NONE = {};
    static final NameTable EMPTY = new NameTable(table(16), 0);

    private final SubUserAccess[][] buckets;
    private final int size;

    private NameTable(SubUserAccess[][] buckets, int size) {
        this.buckets = buckets;
        this.size = size;
    }

    @Nullable
    SubUserAccess find(String name) {
        for (SubUserAccess one : buckets[slot(name, buckets.length)]) {
            if (one.name().equals(name)) {
                return one;
            }
        }
        return null;
    }

    private static SubUserAccess[][] table(int length) {
        SubUserAccess[][] table = new SubUserAccess[length][];
        Arrays.fill(table, NONE);
        return table;
    }

    int size() {
        return size;
    }

    NameTable with(Collection<SubUserAccess> changes) {
        int expected = size + changes.size();
        SubUserAccess[][] copy = expected > buckets.length * PER_BUCKET ? grown(expected) : buckets.clone();
        int count = size;
        for (SubUserAccess change : changes) {
            count += put(copy, change) ? 1 : 0;
        }
        return new NameTable(copy, count);
    }

    private SubUserAccess[][] grown(int expected) {
        int length = buckets.length;
        while (expected > length * PER_BUCKET / 2) {
            length *= 2;
        }
        SubUserAccess[][] wider = table(length);
        for (SubUserAccess[] bucket : buckets) {
            for (SubUserAccess one : bucket) {
                put(wider, one);
            }
        }
        return wider;
    }

    /// Never writes into a bucket: another table may share it.
    private static boolean put(SubUserAccess[][] table, SubUserAccess one) {
        int slot = slot(one.name(), table.length);
        SubUserAccess[] bucket = table[slot];
        for (int i = 0; i < bucket.length; i++) {
            if (bucket[i].name().equals(one.name())) {
                SubUserAccess[] replaced = bucket.clone();
                replaced[i] = one;
                table[slot] = replaced;
                return false;
            }
        }
        SubUserAccess[] longer = Arrays.copyOf(bucket, bucket.length + 1);
        longer[bucket.length] = one;
        table[slot] = longer;
        return true;
    }

    private static int slot(String name, int length) {
        int hash = name.hashCode() * 0x9E3779B1;
        return (hash ^ (hash >>> 15)) & (length - 1);
    }
}
