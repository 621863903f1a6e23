package dev.tollgate.app.accesslog;

import java.time.Duration;
import java.util.Optional;

/// When a file is full, and what becomes of it.
///
/// @param maxSize bytes after which a new file is begun; empty: whatever the size
/// @param maxAge the same, after so long
/// @param maxFiles how many full ones are kept, the newest
public record Rotation(Optional<Long> maxSize, Optional<Duration> maxAge, int maxFiles) {
    /// Left to others, such as logrotate.
    public static final Rotation NONE = new Rotation(Optional.empty(), Optional.empty(), 1);

    boolean never() {
        return maxSize.isEmpty() && maxAge.isEmpty();
    }
}
