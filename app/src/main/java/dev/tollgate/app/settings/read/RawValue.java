package dev.tollgate.app.settings.read;

import java.util.List;
import java.util.stream.Collectors;

/// A value as it was written, before anybody asked what it means.
public sealed interface RawValue {

    /// One piece of text; for a list, its elements with commas between.
    record Text(String text) implements RawValue {}

    /// The elements of a YAML list.
    record Items(List<String> items) implements RawValue {
        public Items {
            items = List.copyOf(items);
        }
    }

    /// A key with nothing behind it, as a section has whose settings are all commented out.
    record Nothing() implements RawValue {}

    /// The value on one line, as `config check` shows it.
    default String shown() {
        return switch (this) {
            case Text(String text) -> text;
            case Items(List<String> items) -> items.stream().collect(Collectors.joining(", "));
            case Nothing() -> "";
        };
    }
}
