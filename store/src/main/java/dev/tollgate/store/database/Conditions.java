package dev.tollgate.store.database;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The conditions of a list, each of which may be absent. Confined to one thread.
public final class Conditions {
    private final List<String> texts = new ArrayList<>();
    private final Map<String, Object> values = new HashMap<>();

    /// Adds `condition`, which needs no value.
    public Conditions and(String condition) {
        texts.add(condition);
        return this;
    }

    /// Adds `condition`, which names its value `:name`, if there is a value.
    public Conditions and(String condition, String name, Optional<?> value) {
        value.ifPresent(present -> {
            texts.add(condition);
            values.put(name, present);
        });
        return this;
    }

    /// As it stands behind WHERE; never empty, since each list is of one account.
    public String sql() {
        return String.join(" AND ", texts);
    }

    public Map<String, Object> values() {
        return Map.copyOf(values);
    }

    /// The pattern of `LIKE … ESCAPE '!'` that finds `part` anywhere in text that has no capitals. The databases differ in
    /// whether LIKE tells capitals apart; folding the pattern makes them agree.
    public static String anywhere(String part) {
        return "%" + part.toLowerCase(Locale.ROOT).replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%";
    }
}
