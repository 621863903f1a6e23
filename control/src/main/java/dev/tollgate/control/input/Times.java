package dev.tollgate.control.input;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads moments as RFC 3339 writes them (A§1.1): with seconds, and with `Z` or an offset. What Java's own formats forgive beyond
/// that is not forgiven.
public final class Times {

    private static final Pattern FORM = Pattern
            .compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})");

    private Times() {}

    public static Optional<Instant> read(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        if (!FORM.matcher(upper).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(upper).toInstant());
        } catch (DateTimeException e) {
            // Of the right form, and yet no moment: the 31st of June.
            return Optional.empty();
        }
    }
}
