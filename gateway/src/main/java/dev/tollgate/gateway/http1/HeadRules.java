package dev.tollgate.gateway.http1;

/// What of the configuration parsers and writers need: the prefix of our own header names, and our name in `Via`, empty
/// where `http.via` is off.
public record HeadRules(String headerPrefix, String viaPseudonym) {

    public static HeadRules withoutVia(String headerPrefix) {
        return new HeadRules(headerPrefix, "");
    }

    boolean via() {
        return !viaPseudonym.isEmpty();
    }

    FieldKind kindOf(byte[] bytes, int start, int end) {
        FieldKind kind = FieldKind.of(bytes, start, end);
        if (kind != FieldKind.OTHER || !HeadBytes.startsWithIgnoreCase(bytes, start, end, headerPrefix)) {
            return kind;
        }
        boolean tag = HeadBytes.equalsIgnoreCase(bytes, start + headerPrefix.length(), end, "tag");
        return tag ? FieldKind.TAG : FieldKind.OWN;
    }
}
