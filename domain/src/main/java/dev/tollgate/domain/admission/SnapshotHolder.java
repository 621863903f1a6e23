package dev.tollgate.domain.admission;

import java.time.Duration;
import java.util.OptionalLong;

/// The snapshot in force and how long ago it was last known to be the store's state. Thread-safe: written by one publisher,
/// read by every event loop.
public final class SnapshotHolder {
    /// How long known sub-users go on without the store (G§20).
    public static final Duration USABLE = Duration.ofHours(24);
    /// How old a snapshot may be for an unknown name to be called unknown: later it may be newer than the snapshot.
    public static final Duration FRESH = Duration.ofSeconds(60);

    private volatile State state;

    private record State(AccessSnapshot snapshot, boolean loaded, long confirmedNanos) {}

    public SnapshotHolder(AccessSnapshot empty) {
        this.state = new State(empty, false, 0);
    }

    /// Puts `snapshot` in force; `nowNanos` is when the store was asked.
    public void publish(AccessSnapshot snapshot, long nowNanos) {
        state = new State(snapshot, true, nowNanos);
    }

    /// Puts the same facts under other rules in force; they are as old as they were. Only the publisher may call this, for it
    /// must not cross [#publish].
    public void read(SnapshotRules rules) {
        State now = state;
        state = new State(now.snapshot().under(rules), now.loaded(), now.confirmedNanos());
    }

    public AccessSnapshot current() {
        return state.snapshot();
    }

    /// Whether it was ever loaded, and confirmed within [#USABLE].
    public boolean usable(long nowNanos) {
        return within(USABLE, nowNanos);
    }

    /// Whether it was confirmed within [#FRESH].
    public boolean fresh(long nowNanos) {
        return within(FRESH, nowNanos);
    }

    /// Since when, in monotonic nanoseconds, the store may have changed unseen; empty before the first load.
    public OptionalLong confirmedNanos() {
        State now = state;
        return now.loaded() ? OptionalLong.of(now.confirmedNanos()) : OptionalLong.empty();
    }

    private boolean within(Duration age, long nowNanos) {
        State now = state;
        return now.loaded() && nowNanos - now.confirmedNanos() <= age.toNanos();
    }
}
