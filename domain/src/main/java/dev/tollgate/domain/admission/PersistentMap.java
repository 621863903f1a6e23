package dev.tollgate.domain.admission;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A map that changes by making another one: an [Edit] copies the few rows it touches, and shares all others with the map it
/// began with, however many entries there are. Immutable.
///
/// The entries lie in a tree of three levels, by three parts of the hash, with a chain for those that agree in all of it. So a
/// look-up costs the same few steps in every map, a change copies three rows, and no change is the unlucky one that makes the
/// whole table grow.
final class PersistentMap<K, V> {
    private static final int BITS = 6;
    private static final int WIDTH = 1 << BITS;

    private final @Nullable Chain<K, V>[][][] top;
    private final int size;

    private PersistentMap(@Nullable Chain<K, V>[][][] top, int size) {
        this.top = top;
        this.size = size;
    }

    /// One entry, and behind it the others of the same place. The hash tells most of them apart without a look at the key.
    private record Chain<K, V>(int hash, K key, V value, @Nullable Chain<K, V> next) {}

    // Arrays of a generic type are made by their creator alone; nothing else ever gets in.
    @SuppressWarnings({"unchecked", "rawtypes"})
    static <K, V> PersistentMap<K, V> empty() {
        Chain[] bottom = new Chain[WIDTH];
        Chain[][] middle = new Chain[WIDTH][];
        Arrays.fill(middle, bottom);
        Chain[][][] top = new Chain[WIDTH][][];
        Arrays.fill(top, middle);
        return new PersistentMap<>(top, 0);
    }

    @Nullable
    V get(K key) {
        int hash = spread(key);
        return find(top[first(hash)][second(hash)][third(hash)], hash, key);
    }

    private static <K, V> @Nullable V find(@Nullable Chain<K, V> chain, int hash, K key) {
        for (Chain<K, V> one = chain; one != null; one = one.next) {
            if (one.hash == hash && one.key.equals(key)) {
                return one.value;
            }
        }
        return null;
    }

    int size() {
        return size;
    }

    Edit edit() {
        return new Edit();
    }

    /// The top bits are the best mixed ones.
    private static int spread(Object key) {
        return key.hashCode() * 0x9E3779B1;
    }

    private static int first(int hash) {
        return hash >>> (Integer.SIZE - BITS);
    }

    private static int second(int hash) {
        return (hash >>> (Integer.SIZE - 2 * BITS)) & (WIDTH - 1);
    }

    private static int third(int hash) {
        return (hash >>> (Integer.SIZE - 3 * BITS)) & (WIDTH - 1);
    }

    /// Changes to be made together. The map they begin with stays as it is. Confined to one thread; of no use after [#done].
    final class Edit {
        private final @Nullable Chain<K, V>[][][] next = top.clone();
        private int count = size;

        /// The value as of the changes so far.
        @Nullable
        V get(K key) {
            int hash = spread(key);
            return find(next[first(hash)][second(hash)][third(hash)], hash, key);
        }

        void put(K key, V value) {
            int hash = spread(key);
            @Nullable
            Chain<K, V>[] row = ownRow(hash);
            Chain<K, V> others = without(row[third(hash)], hash, key);
            row[third(hash)] = new Chain<>(hash, key, value, others);
            count++;
        }

        void remove(K key) {
            int hash = spread(key);
            @Nullable
            Chain<K, V>[] row = ownRow(hash);
            row[third(hash)] = without(row[third(hash)], hash, key);
        }

        PersistentMap<K, V> done() {
            return new PersistentMap<>(next, count);
        }

        /// The row of the hash, copied unless an earlier change has done it: whatever is not as it was is this edit's own.
        // Which array it is decides, not what is in it.
        @SuppressWarnings("ReferenceEquality")
        private @Nullable Chain<K, V>[] ownRow(int hash) {
            int first = first(hash);
            int second = second(hash);
            if (next[first] == top[first]) {
                next[first] = top[first].clone();
            }
            @Nullable
            Chain<K, V>[][] rows = next[first];
            if (rows[second] == top[first][second]) {
                rows[second] = rows[second].clone();
            }
            return rows[second];
        }

        private @Nullable Chain<K, V> without(@Nullable Chain<K, V> chain, int hash, K key) {
            if (find(chain, hash, key) == null) {
                return chain;
            }
            count--;
            return cut(Objects.requireNonNull(chain), hash, key);
        }

        /// A chain that holds the key, without it: what stood before it is copied, what stood behind it is shared.
        private static <K, V> @Nullable Chain<K, V> cut(Chain<K, V> chain, int hash, K key) {
            if (chain.hash == hash && chain.key.equals(key)) {
                return chain.next;
            }
            return new Chain<>(chain.hash, chain.key, chain.value, cut(Objects.requireNonNull(chain.next), hash, key));
        }
    }
}
