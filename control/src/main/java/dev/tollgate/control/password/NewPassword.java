package dev.tollgate.control.password;

import dev.tollgate.control.input.Field;
import dev.tollgate.control.input.Issue;
import dev.tollgate.domain.secret.Secret;
import java.util.Optional;

/// What may be a password (A§3): 12 to 128 characters, none of them a control character.
public final class NewPassword {

    private static final int SHORTEST = 12;
    private static final int LONGEST = 128;

    private NewPassword() {}

    /// Reads a required field.
    public static Optional<Secret> read(Field field) {
        Optional<String> text = field.required().text();
        text.flatMap(NewPassword::fault).ifPresent(field::fault);
        return text.map(Secret::new);
    }

    private static Optional<Issue> fault(String password) {
        int characters = password.codePointCount(0, password.length());
        if (characters < SHORTEST) {
            return Optional.of(Issue.TOO_SHORT);
        }
        if (characters > LONGEST) {
            return Optional.of(Issue.TOO_LONG);
        }
        return password.codePoints().allMatch(NewPassword::text) ? Optional.empty() : Optional.of(Issue.BAD_FORMAT);
    }

    private static boolean text(int codePoint) {
        return !Character.isISOControl(codePoint) && Character.getType(codePoint) != Character.SURROGATE;
    }
}
