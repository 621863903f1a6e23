package dev.tollgate.app.settings.read;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// Guesses what a mistyped name was meant to be.
final class Spelling {

    private Spelling() {}

    /// The nearest of `known`: one that ends in what was written, or one a few letters away.
    static Optional<String> nearest(String written, Collection<String> known) {
        Optional<String> longer = known.stream().filter(name -> name.endsWith("." + written)).findFirst();
        if (longer.isPresent()) {
            return longer;
        }
        int tolerance = Math.max(2, written.length() / 4);
        return known.stream()
                .filter(name -> distance(written, name) <= tolerance)
                .min(Comparator.comparingInt(name -> distance(written, name)));
    }

    /// Levenshtein's distance: how many letters to insert, remove or replace.
    static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
