package dev.tollgate.control.idempotency;

import dev.tollgate.control.input.FieldFault;
import dev.tollgate.control.input.Issue;
import java.util.List;

/// What the header `Idempotency-Key` of a request says.
public sealed interface IdempotencyKey {
    String HEADER = "Idempotency-Key";
    int LONGEST = 128;

    record Absent() implements IdempotencyKey {}

    /// @param text 1 to 128 of `[!-~]`
    record Given(String text) implements IdempotencyKey {}

    record Malformed(FieldFault fault) implements IdempotencyKey {}

    /// @param values of every such header of the request
    static IdempotencyKey read(List<String> values) {
        if (values.isEmpty()) {
            return new Absent();
        }
        String text = values.getFirst();
        if (values.size() > 1) {
            return malformed(Issue.DUPLICATE);
        }
        if (text.isEmpty()) {
            return malformed(Issue.EMPTY);
        }
        if (text.length() > LONGEST) {
            return malformed(Issue.TOO_LONG);
        }
        return text.chars().allMatch(c -> c >= '!' && c <= '~') ? new Given(text) : malformed(Issue.BAD_FORMAT);
    }

    private static Malformed malformed(Issue issue) {
        return new Malformed(new FieldFault("header." + HEADER, issue));
    }
}
