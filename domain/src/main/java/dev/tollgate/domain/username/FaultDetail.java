package dev.tollgate.domain.username;

import dev.tollgate.domain.username.UsernameReading.Malformed;

/// Words the sentence that tells a client where its username is wrong and what to write instead.
final class FaultDetail {

    private static final int LONGEST_QUOTE = 40;

    private FaultDetail() {}

    static Malformed bad(String detail) {
        return new Malformed(UsernameFault.BAD_USERNAME, detail);
    }

    static Malformed at(UsernameFault code, int segment, String what) {
        return new Malformed(code, "segment " + segment + ": " + what);
    }

    /// Client text in quotes if it is short and harmless, else the words that stand for it.
    static String quote(String text, String otherwise) {
        boolean harmless = !text.isEmpty() && text.length() <= LONGEST_QUOTE
                && text.chars().allMatch(Alphabet::harmless);
        return harmless ? quote(text) : otherwise;
    }

    static String quote(String text) {
        return "\"" + text + "\"";
    }
}
