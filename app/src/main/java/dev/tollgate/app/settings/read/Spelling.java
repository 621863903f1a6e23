package dev.tollgate.app.settings.read;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Optional;

/// Guesses what a mistyped name was meant to be.
final class Spelling {

    private Spelling() {}

    /// The nearest of `known`: one that only has a section more, or one a few letters away.
    static Optional<String> nearest(String written, Collection<String> known) {
        Optional<String> longer = known.stream().filter(name -> leavesOutSections(written, name)).findFirst();
        if (longer.isPresent()) {
            return longer;
        }
        int tolerance = Math.max(2, written.length() / 4);
        return known.stream()
                .filter(name -> distance(written, name) <= tolerance)
                .min(Comparator.comparingInt(name -> distance(written, name)));
    }

    /// Whether `auth.failures` was written for `auth.throttle.failures`.
    private static boolean leavesOutSections(String written, String name) {
        Iterator<String> whole = Arrays.asList(name.split("\\.", -1)).iterator();
        for (String part : written.split("\\.", -1)) {
            boolean found = false;
            while (!found && whole.hasNext()) {
                found = whole.next().equals(part);
            }
            if (!found) {
                return false;
            }
        }
        return !whole.hasNext();
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
