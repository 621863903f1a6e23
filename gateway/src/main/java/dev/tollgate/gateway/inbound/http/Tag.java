package dev.tollgate.gateway.inbound.http;

import dev.tollgate.gateway.http1.HeadSlice;
import dev.tollgate.gateway.http1.RequestHead;
import java.util.Optional;

/// The client's own label for a request (G§13).
///
/// @param value the label, if one was sent and is valid
/// @param ignored whether one was sent and is not, which is worth a warning and no refusal
record Tag(Optional<String> value, boolean ignored) {
    private static final int LONGEST = 64;
    private static final Tag NONE = new Tag(Optional.empty(), false);
    private static final Tag IGNORED = new Tag(Optional.empty(), true);

    static Tag read(RequestHead head) {
        if (head.tagCount() == 0) {
            return NONE;
        }
        Optional<String> value = head.tagCount() == 1
                ? head.tag().filter(Tag::valid).map(HeadSlice::text)
                : Optional.empty();
        return value.isPresent() ? new Tag(value, false) : IGNORED;
    }

    private static boolean valid(HeadSlice text) {
        if (text.isEmpty() || text.length() > LONGEST) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            byte c = text.at(i);
            if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-')) {
                return false;
            }
        }
        return true;
    }
}
