package dev.tollgate.control.input;

import dev.tollgate.domain.paging.PageRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// The query parameters of a request. Immutable.
public final class Query {

    public static final String CURSOR = "cursor";
    public static final String LIMIT = "limit";
    private static final int MAX_LIMIT_DIGITS = 9;
    private static final int LONGEST_TEXT = 200;

    private final Map<String, List<String>> values;

    private Query(Map<String, List<String>> values) {
        this.values = values;
    }

    /// @param raw what stood behind the question mark, still percent-encoded; empty if nothing did
    public static Query parse(String raw) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String pair : raw.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = PercentCoding.decodeForm(equals < 0 ? pair : pair.substring(0, equals));
                String value = equals < 0 ? "" : PercentCoding.decodeForm(pair.substring(equals + 1));
                values.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
            }
        }
        return new Query(values);
    }

    /// Names as a fault every parameter that is not among `known`, and each that stands twice.
    public void refuseUnknown(Set<String> known, Faults faults) {
        values.forEach((name, given) -> {
            if (!known.contains(name)) {
                faults.add(field(name), Issue.UNKNOWN_FIELD);
            } else if (given.size() > 1) {
                faults.add(field(name), Issue.DUPLICATE);
            }
        });
    }

    public Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name)).map(List::getFirst);
    }

    /// Every parameter with its values, in the order they were sent.
    public Map<String, List<String>> all() {
        return Collections.unmodifiableMap(values);
    }

    /// A text to search for: at most 200 characters, none of them a control character (A§1.1).
    public Optional<String> search(String name, Faults faults) {
        Optional<String> given = text(name);
        given.ifPresent(text -> {
            if (text.codePointCount(0, text.length()) > LONGEST_TEXT) {
                faults.add(field(name), Issue.TOO_LONG);
            } else if (text.codePoints().anyMatch(Character::isISOControl)) {
                faults.add(field(name), Issue.BAD_FORMAT);
            }
        });
        return given;
    }

    /// Reads a parameter with `reader`; if that finds nothing in it, the fault is `issue`.
    public <T> Optional<T> read(String name, Function<String, Optional<T>> reader, Issue issue, Faults faults) {
        Optional<String> given = text(name);
        Optional<T> read = given.flatMap(reader);
        if (given.isPresent() && read.isEmpty()) {
            faults.add(field(name), issue);
        }
        return read;
    }

    /// How many items a list shows.
    public int limit(Faults faults) {
        int limit = read(LIMIT, Query::integer, Issue.BAD_FORMAT, faults).orElse(PageRequest.DEFAULT_LIMIT);
        if (limit < 1 || limit > PageRequest.MAX_LIMIT) {
            faults.add(field(LIMIT), Issue.OUT_OF_RANGE);
            return PageRequest.DEFAULT_LIMIT;
        }
        return limit;
    }

    /// The filters: all parameters that say which items are shown, not how many or from where on.
    public String filters() {
        StringBuilder text = new StringBuilder();
        values.entrySet().stream().filter(e -> !e.getKey().equals(CURSOR) && !e.getKey().equals(LIMIT))
                .sorted(Map.Entry.comparingByKey())
                .forEach(e -> text.append(e.getKey().length()).append(':').append(e.getKey())
                        .append(e.getValue().getFirst().length()).append(':').append(e.getValue().getFirst()));
        return text.toString();
    }

    public static String field(String name) {
        return "query." + name;
    }

    private static Optional<Integer> integer(String text) {
        boolean digits = !text.isEmpty() && text.chars().skip(text.startsWith("-") ? 1 : 0)
                .allMatch(c -> c >= '0' && c <= '9');
        if (!digits || text.equals("-")) {
            return Optional.empty();
        }
        return Optional.of(text.length() > MAX_LIMIT_DIGITS ? Integer.MAX_VALUE : Integer.parseInt(text));
    }
}
