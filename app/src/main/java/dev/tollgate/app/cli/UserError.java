package dev.tollgate.app.cli;

import java.util.List;

/// Something that the person at the keyboard can put right. It ends the program with exit code 2, one line for each
/// problem and no stack trace.
public final class UserError extends RuntimeException {

    private final transient List<String> lines;

    /// @param problem what is wrong, without a full stop
    /// @param remedy what to do about it
    public UserError(String problem, String remedy) {
        this(List.of(problem + "; " + remedy));
    }

    /// Several problems, each with its remedy on the same line.
    public UserError(List<String> lines) {
        super(String.join("\n", lines));
        this.lines = List.copyOf(lines);
    }

    /// What to print, without the program's name.
    public List<String> lines() {
        return lines;
    }
}
