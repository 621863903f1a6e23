package dev.tollgate.domain.username;

/// The character classes of the username grammar. ASCII only: nothing here folds case or knows Unicode.
final class Alphabet {

    private Alphabet() {}

    static boolean lower(int c) {
        return c >= 'a' && c <= 'z';
    }

    static boolean digit(int c) {
        return c >= '0' && c <= '9';
    }

    static boolean alnum(int c) {
        return lower(c) || digit(c);
    }

    /// Whether a byte may stand in a username at all, and thus be shown back to the client.
    static boolean harmless(int c) {
        return alnum(c) || (c >= 'A' && c <= 'Z') || c == '_' || c == '-';
    }

    static boolean alnum(String text, int longest) {
        return !text.isEmpty() && text.length() <= longest && text.chars().allMatch(Alphabet::alnum);
    }

    static boolean digits(String text) {
        return !text.isEmpty() && text.chars().allMatch(Alphabet::digit);
    }

    /// Decimal digits without a leading zero; `0` alone is one.
    static boolean decimal(String text) {
        return digits(text) && (text.length() == 1 || text.charAt(0) != '0');
    }

    static boolean lower(String text) {
        return !text.isEmpty() && text.chars().allMatch(Alphabet::lower);
    }
}
