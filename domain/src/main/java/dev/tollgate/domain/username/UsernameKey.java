package dev.tollgate.domain.username;

import java.util.Locale;
import java.util.Optional;

/// The keys of a username, in the only order they may come in.
enum UsernameKey {
    TYPE("type", "use \"res\" or \"mob\""), //
    REGION("region", "use two lower-case letters of ISO 3166-1, such as \"us\""), //
    STATE("state", "use 1 to 3 of a-z 0-9"), //
    CITY("city", "use 1 to 40 of a-z 0-9"), //
    ASN("asn", "use a number from 1 to 4294967295 without \"AS\" and leading zeros"), //
    SESSION("session", "use 1 to 32 of a-z 0-9"), //
    SESSTIME("sesstime", "use whole minutes without leading zeros");

    static final int LONGEST_NAME = 32;
    static final int LONGEST_STATE = 3;
    static final int LONGEST_CITY = 40;
    static final int LONGEST_SESSION = 32;
    static final long LARGEST_ASN = 4_294_967_295L;

    private final String word;
    private final String remedy;

    UsernameKey(String word, String remedy) {
        this.word = word;
        this.remedy = remedy;
    }

    String word() {
        return word;
    }

    /// What a value has to look like.
    String remedy() {
        return remedy;
    }

    /// Whether the value follows the grammar. For `sesstime` any decimal number does: how long is too long is another
    /// fault, with a code of its own.
    boolean accepts(String value) {
        return switch (this) {
            case TYPE -> value.equals("res") || value.equals("mob");
            case REGION -> value.length() == 2 && Alphabet.lower(value);
            case STATE -> Alphabet.alnum(value, LONGEST_STATE);
            case CITY -> Alphabet.alnum(value, LONGEST_CITY);
            case ASN -> Alphabet.decimal(value) && value.length() <= 10 && asnInRange(Long.parseLong(value));
            case SESSION -> Alphabet.alnum(value, LONGEST_SESSION);
            case SESSTIME -> Alphabet.decimal(value) || negative(value);
        };
    }

    static boolean asnInRange(long asn) {
        return asn >= 1 && asn <= LARGEST_ASN;
    }

    /// A minus and a number above zero, which only `-sesstime--5` can bring about.
    static boolean negative(String value) {
        return value.startsWith("-") && Alphabet.decimal(value.substring(1)) && !value.equals("-0");
    }

    static Optional<UsernameKey> byWord(String word) {
        for (UsernameKey key : values()) {
            if (key.word.equals(word)) {
                return Optional.of(key);
            }
        }
        return Optional.empty();
    }

    /// The key that was probably meant by a word that is none.
    static Optional<UsernameKey> meantBy(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "type", "product" -> Optional.of(TYPE);
            case "region", "country", "cc" -> Optional.of(REGION);
            case "state", "st" -> Optional.of(STATE);
            case "city" -> Optional.of(CITY);
            case "asn", "as", "isp" -> Optional.of(ASN);
            case "session", "sessid", "sessionid", "sid" -> Optional.of(SESSION);
            case "sesstime", "sessiontime", "sessionduration", "lifetime", "ttl", "time" -> Optional.of(SESSTIME);
            default -> Optional.empty();
        };
    }
}
