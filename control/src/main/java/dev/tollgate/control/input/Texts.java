package dev.tollgate.control.input;

/// What texts may hold (A§1.1).
public final class Texts {

    private Texts() {}

    /// How many characters it has, as a person counts them.
    public static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /// Whether it shows as one line of characters: no control characters, no halves of surrogate pairs, nothing unassigned.
    public static boolean printable(String text) {
        return text.codePoints().allMatch(Texts::printable);
    }

    private static boolean printable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
