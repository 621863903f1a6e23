package dev.tollgate.app.settings.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// How the values of a setting are written.
///
/// @param expected what would be valid, to stand behind "expected" in a message and in the reference
/// @param reader turns what was written into what it means
/// @param <T> what a value means
public record Syntax<T>(String expected, Function<RawValue, Reading<T>> reader) {

    /// A single value; `parser` answers empty to what it cannot take.
    public static <T> Syntax<T> single(String expected, Function<String, Optional<T>> parser) {
        return new Syntax<>(expected, raw -> switch (raw) {
            case RawValue.Text(String text) -> parser.apply(text.strip())
                    .<Reading<T>>map(Reading.Fits::new)
                    .orElseGet(() -> new Reading.Unfit<>(text));
            case RawValue.Items _,RawValue.Nothing _ -> new Reading.Unfit<>("[" + raw.shown() + "]");
        });
    }

    public Reading<T> read(RawValue raw) {
        return reader.apply(raw);
    }

    /// The same, made into something else.
    public <U> Syntax<U> map(Function<T, U> step) {
        return new Syntax<>(expected, raw -> switch (read(raw)) {
            case Reading.Fits<T>(T value) -> new Reading.Fits<>(step.apply(value));
            case Reading.Unfit<T>(String found) -> new Reading.Unfit<>(found);
        });
    }

    /// The same, where empty text means that there is none.
    public Syntax<Optional<T>> optional() {
        return orElse("", expected + ", or empty");
    }

    /// The same, where `word` means that there is none.
    public Syntax<Optional<T>> orWord(String word) {
        return orElse(word, "`" + word + "` or " + expected);
    }

    private Syntax<Optional<T>> orElse(String word, String expectedThen) {
        return new Syntax<>(expectedThen, raw -> {
            if (raw instanceof RawValue.Text(String text) && text.strip().equals(word)) {
                return new Reading.Fits<>(Optional.empty());
            }
            return switch (read(raw)) {
                case Reading.Fits<T>(T value) -> new Reading.Fits<>(Optional.of(value));
                case Reading.Unfit<T>(String found) -> new Reading.Unfit<>(found);
            };
        });
    }

    /// Any number of such values: a YAML list, or text with commas between.
    public Syntax<List<T>> list() {
        return new Syntax<>("a list, each element " + expected, raw -> switch (raw) {
            case RawValue.Text(String text) when text.isBlank() -> new Reading.Fits<>(List.of());
            case RawValue.Text(String text) -> elements(List.of(text.split(",", -1)));
            case RawValue.Items(List<String> items) -> elements(items);
            case RawValue.Nothing() -> new Reading.Fits<>(List.of());
        });
    }

    private Reading<List<T>> elements(List<String> texts) {
        var values = new ArrayList<T>();
        for (String text : texts) {
            switch (read(new RawValue.Text(text.strip()))) {
                case Reading.Fits<T>(T value) -> values.add(value);
                case Reading.Unfit<T>(String found) -> {
                    return new Reading.Unfit<>(found);
                }
            }
        }
        return new Reading.Fits<>(List.copyOf(values));
    }
}
