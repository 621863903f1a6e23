package dev.tollgate.bench.report;

import java.util.ArrayList;
import java.util.List;

/// What several rounds gave: the median, and how far they were apart.
public record Spread(double median, double lowest, double highest) {
    /// Of at least one value.
    public static Spread of(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int half = sorted.size() / 2;
        double median = sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
        return new Spread(median, sorted.getFirst(), sorted.getLast());
    }

    /// The ratio of two medians, with the lowest and the highest of the ratios within a round: both values of a round met the same
    /// machine, values of different rounds may not have.
    public static Spread ratio(List<Double> ours, List<Double> theirs) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < Math.min(ours.size(), theirs.size()); i++) {
            ratios.add(ours.get(i) / theirs.get(i));
        }
        Spread within = of(ratios);
        return new Spread(of(ours).median / of(theirs).median, within.lowest, within.highest);
    }
}
