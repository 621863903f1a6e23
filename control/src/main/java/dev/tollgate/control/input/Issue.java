package dev.tollgate.control.input;

import java.util.Locale;

/// What is wrong with a field or query parameter (A§1.2). A constant's name is its public word.
public enum Issue {
    REQUIRED,
    UNKNOWN_FIELD,
    WRONG_TYPE,
    EMPTY,
    TOO_SHORT,
    TOO_LONG,
    BAD_FORMAT,
    OUT_OF_RANGE,
    NOT_ALLOWED,
    READ_ONLY,
    DUPLICATE;

    private final String word = name().toLowerCase(Locale.ROOT);

    /// As the API writes it, such as `bad_format`.
    public String word() {
        return word;
    }
}
