package dev.tollgate.control.route;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// How the API writes times and the constants of closed lists (A§1.1).
public final class Words {

    private static final int LONGEST_ID = 64;

    private Words() {}

    /// RFC 3339 in UTC, whole seconds.
    public static String time(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /// `NOT_SUBMITTED` is written `not-submitted`.
    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The constant that is written like this.
    public static <E extends Enum<E>> Optional<E> read(Class<E> list, String text) {
        return Arrays.stream(list.getEnumConstants()).filter(constant -> of(constant).equals(text)).findFirst();
    }

    /// Whether a text could be an id or a name at all. Others are not looked up: not every store can even be asked for them.
    public static boolean couldName(String text) {
        return !text.isEmpty() && text.length() <= LONGEST_ID && text.chars().allMatch(
                c -> c == '_' || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'));
    }
}
