package dev.tollgate.domain.audit;

import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;

/// JSON that is written in one way only (RFC 8785): members sorted by name, no white space, the shortest escapes. So who reads
/// an entry, by whatever program, can write it again and come to the same hash.
final class CanonicalJson {
    static final String NULL = "null";

    private CanonicalJson() {}

    /// @param members the JSON text of each
    static String object(SortedMap<String, String> members) {
        return members.entrySet().stream().map(CanonicalJson::member).collect(Collectors.joining(",", "{", "}"));
    }

    private static String member(Map.Entry<String, String> member) {
        return text(member.getKey()) + ":" + member.getValue();
    }

    /// A lone half of a surrogate pair, which is no text in UTF-8, is replaced: what is hashed must be what is kept.
    static String text(String text) {
        StringBuilder json = new StringBuilder(text.length() + 2).append('"');
        text.codePoints().forEach(c -> append(json, c));
        return json.append('"').toString();
    }

    private static void append(StringBuilder json, int c) {
        switch (c) {
            case '"' -> json.append("\\\"");
            case '\\' -> json.append("\\\\");
            case '\b' -> json.append("\\b");
            case '\f' -> json.append("\\f");
            case '\n' -> json.append("\\n");
            case '\r' -> json.append("\\r");
            case '\t' -> json.append("\\t");
            default -> {
                if (c < ' ') {
                    json.append("\\u00").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
                } else {
                    json.appendCodePoint(c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c);
                }
            }
        }
    }
}
