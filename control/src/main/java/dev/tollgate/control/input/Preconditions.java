package dev.tollgate.control.input;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// The versions a request speaks of: `If-Match` and `If-None-Match` (RFC 9110, section 13.1).
///
/// @param ifMatch all values of the header, as they were sent; empty if there was none
/// @param ifNoneMatch the same
public record Preconditions(List<String> ifMatch, List<String> ifNoneMatch) {

    public Preconditions {
        ifMatch = List.copyOf(ifMatch);
        ifNoneMatch = List.copyOf(ifNoneMatch);
    }

    public static String etag(long version) {
        return "\"v" + version + "\"";
    }

    /// Whether `If-Match` forbids to change an object of this version. A weak tag never matches.
    public boolean forbidsChange(long version) {
        return !ifMatch.isEmpty() && tags(ifMatch).noneMatch(tag -> tag.equals("*") || tag.equals(etag(version)));
    }

    /// Whether there is an `If-Match` at all.
    public boolean conditional() {
        return !ifMatch.isEmpty();
    }

    /// Whether the caller has this version already.
    public boolean has(long version) {
        return tags(ifNoneMatch).map(tag -> tag.startsWith("W/") ? tag.substring(2) : tag)
                .anyMatch(tag -> tag.equals("*") || tag.equals(etag(version)));
    }

    private static Stream<String> tags(List<String> values) {
        // Our own tags hold no comma, so that a foreign tag which does cannot be mistaken for one of them.
        return values.stream().flatMap(value -> Arrays.stream(value.split(",", -1))).map(String::strip);
    }
}
