package dev.tollgate.control.input;

import java.util.function.Supplier;

/// What became of input: a command that is valid by construction, or all that is wrong with it.
public sealed interface Checked<T> {

    record Valid<T>(T value) implements Checked<T> {}

    record Invalid<T>(Problem problem) implements Checked<T> {}

    /// @param command called only if there are no faults
    static <T> Checked<T> of(Faults faults, Supplier<T> command) {
        return faults.problem().<Checked<T>>map(Invalid::new).orElseGet(() -> new Valid<>(command.get()));
    }
}
