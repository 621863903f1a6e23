package dev.tollgate.bench.report;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// All values of one run of the benchmark. Confined to one thread.
public final class Sheet {
    private final Map<Figure, Map<String, List<Double>>> values = new EnumMap<>(Figure.class);
    private final Map<Figure, Map<String, List<Shares>>> shares = new EnumMap<>(Figure.class);
    private final Set<String> contenders = new LinkedHashSet<>();
    private final List<String> notes = new ArrayList<>();

    /// Adds the value of the next round.
    public void add(Figure figure, String contender, double value) {
        contenders.add(contender);
        values.computeIfAbsent(figure, absent -> new LinkedHashMap<>()).computeIfAbsent(contender,
                absent -> new ArrayList<>())
                .add(value);
    }

    public void add(Figure figure, String contender, double value, Shares busy) {
        add(figure, contender, value);
        shares.computeIfAbsent(figure, absent -> new LinkedHashMap<>()).computeIfAbsent(contender,
                absent -> new ArrayList<>())
                .add(busy);
    }

    /// Something a reader of the figures must know.
    public void note(String text) {
        if (!notes.contains(text)) {
            notes.add(text);
        }
    }

    /// In the order in which they appeared.
    public List<String> contenders() {
        return List.copyOf(contenders);
    }

    /// Those that have values.
    public List<Figure> figures() {
        return List.copyOf(values.keySet());
    }

    public List<String> notes() {
        return List.copyOf(notes);
    }

    /// Round by round; empty if the contender has none of these.
    public List<Double> values(Figure figure, String contender) {
        return List.copyOf(values.getOrDefault(figure, Map.of()).getOrDefault(contender, List.of()));
    }

    /// Round by round; empty where nobody looked.
    public List<Shares> shares(Figure figure, String contender) {
        return List.copyOf(shares.getOrDefault(figure, Map.of()).getOrDefault(contender, List.of()));
    }
}
