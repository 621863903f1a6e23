package dev.tollgate.domain.node;

import java.util.regex.Pattern;

/// Names a node for as long as the machine or container that it runs in; its starts share it.
///
/// @param value 1 to 63 of `[A-Za-z0-9._-]`
public record NodeName(String value) {
    public static final Pattern USABLE = Pattern.compile("[A-Za-z0-9._-]{1,63}");

    @Override
    public String toString() {
        return value;
    }
}
