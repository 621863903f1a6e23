package dev.tollgate.domain.address;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;

/// Many ranges with a value each, asked for those that hold an address. The same range may stand there several times.
/// Immutable; counting allocates nothing.
public final class CidrMap<V> {

    private final CidrTable table;
    /// Per place in the table: the values of that range, and how many there are in it and all around it.
    private final List<List<V>> values;
    private final int[] counts;

    private CidrMap(Collection<? extends Entry<Cidr, V>> entries) {
        Map<Cidr, List<V>> byRange = new HashMap<>();
        for (Entry<Cidr, V> entry : entries) {
            byRange.computeIfAbsent(entry.getKey(), range -> new ArrayList<>()).add(entry.getValue());
        }
        table = new CidrTable(List.copyOf(byRange.keySet()));
        values = table.sorted().stream().map(range -> List.copyOf(byRange.getOrDefault(range, List.of()))).toList();
        counts = new int[values.size()];
        for (int i = 0; i < counts.length; i++) {
            int parent = table.parent(i);
            counts[i] = values.get(i).size() + (parent == CidrTable.NONE ? 0 : counts[parent]);
        }
    }

    public static <V> CidrMap<V> of(Map<Cidr, V> entries) {
        return new CidrMap<>(entries.entrySet());
    }

    public static <V> CidrMap<V> of(Collection<? extends Entry<Cidr, V>> entries) {
        return new CidrMap<>(entries);
    }

    public static <V> CidrMap<V> empty() {
        return new CidrMap<>(List.of());
    }

    /// A value of the narrowest range that holds the address.
    public Optional<V> find(IpAddress address) {
        int place = table.innermost(address);
        return place == CidrTable.NONE ? Optional.empty() : Optional.of(values.get(place).getFirst());
    }

    /// The value, if exactly one entry holds the address.
    public Optional<V> findOnly(IpAddress address) {
        return matches(address) == 1 ? find(address) : Optional.empty();
    }

    /// How many entries hold the address.
    public int matches(IpAddress address) {
        int place = table.innermost(address);
        return place == CidrTable.NONE ? 0 : counts[place];
    }

    /// The values of all entries that hold the address, narrowest range first.
    public List<V> matching(IpAddress address) {
        List<V> found = new ArrayList<>();
        for (int place = table.innermost(address); place != CidrTable.NONE; place = table.parent(place)) {
            found.addAll(values.get(place));
        }
        return List.copyOf(found);
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }
}
