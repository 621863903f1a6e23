package dev.tollgate.domain.secret;

import java.nio.charset.StandardCharsets;

/// Text that must not reach a log, an error or an answer by accident: printing it shows nothing of it.
///
/// Deliberately not a record, whose `toString` and `equals` would read the text.
public final class Secret {
    private final String text;

    public Secret(String text) {
        this.text = text;
    }

    /// The text itself, for the one place that shows it once or hashes it.
    public String reveal() {
        return text;
    }

    public byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public boolean isEmpty() {
        return text.isEmpty();
    }

    @Override
    public String toString() {
        return "Secret[hidden]";
    }
}
