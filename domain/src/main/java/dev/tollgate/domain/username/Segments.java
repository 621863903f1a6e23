package dev.tollgate.domain.username;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The key/value pairs of a username as they stand, right or wrong.
record Segments(List<Segment> all) {

    Segments {
        all = List.copyOf(all);
    }

    /// Pairs up what follows the name. At the very end `sesstime--5` is one pair with the value `-5`: someone computed
    /// a negative number, which has an answer of its own.
    static Segments of(List<String> tokens) {
        List<String> rest = new ArrayList<>(tokens);
        int last = rest.size() - 1;
        boolean computed = last >= 2 && last % 2 == 0 && rest.get(last - 1).isEmpty()
                && rest.get(last - 2).equals(UsernameKey.SESSTIME.word())
                && UsernameKey.negative("-" + rest.get(last));
        if (computed) {
            rest.set(last - 1, "-" + rest.removeLast());
        }
        List<Segment> segments = new ArrayList<>();
        for (int i = 0; i < rest.size(); i += 2) {
            Optional<String> value = i + 1 < rest.size() ? Optional.of(rest.get(i + 1)) : Optional.empty();
            segments.add(new Segment(i / 2 + 1, rest.get(i), value));
        }
        return new Segments(segments);
    }

    /// Those that have a value, be it empty.
    List<Segment> pairs() {
        return all.stream().filter(segment -> segment.value().isPresent()).toList();
    }

    boolean has(UsernameKey key) {
        return find(key).isPresent();
    }

    /// The number of the first segment with this key.
    int indexOf(UsernameKey key) {
        return find(key).orElseThrow().number();
    }

    String value(UsernameKey key) {
        return find(key).flatMap(Segment::value).orElseThrow();
    }

    private Optional<Segment> find(UsernameKey key) {
        return all.stream().filter(segment -> segment.word().equals(key.word())).findFirst();
    }
}
