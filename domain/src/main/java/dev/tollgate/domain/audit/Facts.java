package dev.tollgate.domain.audit;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What may be said of a thing: its public fields, by the names and in the words of the API. Immutable.
///
/// Takes no secret and no hash of one: there is no method for them.
public final class Facts {
    private static final Facts NONE = new Facts(new TreeMap<>());

    /// The JSON text of each.
    private final SortedMap<String, String> values;

    private Facts(SortedMap<String, String> values) {
        this.values = Collections.unmodifiableSortedMap(values);
    }

    public static Facts none() {
        return NONE;
    }

    public Facts with(String name, String value) {
        return plus(name, CanonicalJson.text(value));
    }

    /// An empty one is written as `null`.
    public Facts with(String name, Optional<String> value) {
        return plus(name, value.map(CanonicalJson::text).orElse(CanonicalJson.NULL));
    }

    public Facts with(String name, long value) {
        return plus(name, Long.toString(value));
    }

    /// An empty one is written as `null`.
    public Facts with(String name, OptionalLong value) {
        return plus(name, value.isPresent() ? Long.toString(value.getAsLong()) : CanonicalJson.NULL);
    }

    public Facts with(String name, BigDecimal value) {
        return plus(name, value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString());
    }

    public Facts with(String name, boolean value) {
        return plus(name, Boolean.toString(value));
    }

    /// `NOT_SUBMITTED` is written `not-submitted`.
    public Facts with(String name, Enum<?> value) {
        return with(name, value.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    /// In UTC, whole seconds.
    public Facts with(String name, Instant value) {
        return with(name, time(value));
    }

    /// In their order.
    public Facts with(String name, Collection<String> values) {
        return plus(name, values.stream().map(CanonicalJson::text).collect(Collectors.joining(",", "[", "]")));
    }

    public Facts with(String name, Facts value) {
        return plus(name, value.json());
    }

    /// A moment as [#with(String, Instant)] writes it, for one that may be missing.
    public static String time(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private Facts plus(String name, String json) {
        SortedMap<String, String> all = new TreeMap<>(values);
        all.put(name, json);
        return new Facts(all);
    }

    /// Of these only the ones that `other` has not, or has with another value.
    Facts without(Facts other) {
        SortedMap<String, String> left = new TreeMap<>(values);
        left.entrySet().removeIf(one -> one.getValue().equals(other.values.get(one.getKey())));
        return new Facts(left);
    }

    /// One JSON object, written canonically.
    public String json() {
        return CanonicalJson.object(values);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Facts that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return json();
    }
}
