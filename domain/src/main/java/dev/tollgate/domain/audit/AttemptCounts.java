package dev.tollgate.domain.audit;

import dev.tollgate.domain.address.IpAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Adds attempts up, so that no number of them makes more than a few audit entries. Thread-safe.
///
/// What is like another is counted with it: the same token or member and code, or, where none is known, the same source (an
/// IPv4 address, a /64). The first of them is told of at once and those that follow once an hour, with their number. At most
/// [#MOST_OBJECTS] tokens and members, [#MOST_OBJECTS_OF_ACCOUNT] of one account, and [#MOST_SOURCES] sources are told apart at a
/// time; all others are one.
public final class AttemptCounts {
    /// How long those that follow are gathered.
    public static final Duration QUIET = Duration.ofHours(1);
    public static final int MOST_OBJECTS = 1_024;
    public static final int MOST_OBJECTS_OF_ACCOUNT = 32;
    public static final int MOST_SOURCES = 64;

    private final Map<Key, Count> counts = new LinkedHashMap<>();
    private final Map<Optional<String>, Integer> objectsOf = new HashMap<>();
    private int objects;
    private int sources;

    /// What is counted together; without object and source: all the others.
    private record Key(Action action, String code, Optional<String> account, Optional<String> object,
            Optional<IpAddress> source) {

        static Key of(Attempt attempt) {
            return new Key(attempt.action(), attempt.code(), attempt.account(), attempt.object(),
                    attempt.object().isPresent() ? Optional.empty() : Optional.of(attempt.source().networkKey()));
        }

        Key withOthersOfAccount() {
            return new Key(action, code, account, Optional.empty(), Optional.empty());
        }

        Key withOthers() {
            return new Key(action, code, Optional.empty(), Optional.empty(), Optional.empty());
        }
    }

    /// Like attempts since they were last told of.
    private static final class Count {
        private long number;
        private Instant first = Instant.MAX;
        private Instant last = Instant.MIN;
        private Optional<IpAddress> source = Optional.empty();
        private Optional<Instant> toldAt = Optional.empty();

        void add(Attempt attempt) {
            number++;
            first = attempt.at().isBefore(first) ? attempt.at() : first;
            last = attempt.at().isAfter(last) ? attempt.at() : last;
            source = Optional.of(attempt.source());
        }

        boolean quiet(Instant now) {
            return toldAt.isPresent() && now.isBefore(toldAt.get().plus(QUIET));
        }

        void told(Instant now) {
            number = 0;
            first = Instant.MAX;
            last = Instant.MIN;
            toldAt = Optional.of(now);
        }
    }

    /// Like attempts, to be told of in one entry.
    ///
    /// @param source the last one's; empty if they are of many
    public record Summary(Action action, Optional<String> account, Optional<String> object, Optional<IpAddress> source,
            Facts facts) {

        /// What tried to get in.
        public Actor.Type actor() {
            return action == Action.LOGIN_FAIL ? Actor.Type.MEMBER : Actor.Type.TOKEN;
        }
    }

    public synchronized void add(Attempt attempt) {
        Key key = placeOf(Key.of(attempt));
        Count count = counts.get(key);
        if (count == null) {
            count = new Count();
            counts.put(key, count);
            kept(key, 1);
        }
        count.add(attempt);
    }

    private Key placeOf(Key key) {
        if (counts.containsKey(key)) {
            return key;
        }
        if (key.object().isEmpty()) {
            return sources < MOST_SOURCES ? key : key.withOthers();
        }
        if (objectsOf.getOrDefault(key.account(), 0) >= MOST_OBJECTS_OF_ACCOUNT) {
            return key.withOthersOfAccount();
        }
        return objects < MOST_OBJECTS ? key : key.withOthers();
    }

    /// @param by 1 if the key is new, -1 if it is gone
    private void kept(Key key, int by) {
        if (key.source().isPresent()) {
            sources += by;
        } else if (key.object().isPresent()) {
            objects += by;
            objectsOf.merge(key.account(), by, (before, change) -> before + change == 0 ? null : before + change);
        }
    }

    /// What is to be told of now. It counts as told.
    public synchronized List<Summary> due(Instant now) {
        List<Summary> due = new ArrayList<>();
        for (Iterator<Map.Entry<Key, Count>> all = counts.entrySet().iterator(); all.hasNext();) {
            Map.Entry<Key, Count> one = all.next();
            Count count = one.getValue();
            if (count.quiet(now)) {
                continue;
            }
            if (count.number == 0) {
                all.remove();
                kept(one.getKey(), -1);
            } else {
                due.add(summary(one.getKey(), count));
                count.told(now);
            }
        }
        return due;
    }

    private static Summary summary(Key key, Count count) {
        boolean many = key.object().isEmpty() && key.source().isEmpty();
        return new Summary(key.action(), key.account(), key.object(), many ? Optional.empty() : count.source,
                Facts.none().with("code", key.code()).with("count", count.number).with("first_at", count.first)
                        .with("last_at", count.last));
    }
}
