package dev.tollgate.app.settings.read;

/// What a [Syntax] makes of a [RawValue].
///
/// @param <T> what the value means
public sealed interface Reading<T> {

    /// The value is well formed.
    record Fits<T>(T value) implements Reading<T> {}

    /// The value is not; `found` is the offending part of it, one element of a list for example.
    record Unfit<T>(String found) implements Reading<T> {}
}
