package dev.tollgate.domain.webhook;

import dev.tollgate.domain.event.EventType;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The events that a webhook is told of: certain ones, or all there are.
public sealed interface EventChoice {
    /// How all of them are written.
    String ALL_WORD = "*";

    /// Also those that a later version adds.
    record All() implements EventChoice {}

    /// @param types in the order they were given
    record Some(Set<EventType> types) implements EventChoice {
        public Some {
            types = Collections.unmodifiableSet(new LinkedHashSet<>(types));
        }
    }

    default boolean has(EventType type) {
        return switch (this) {
            case All() -> true;
            case Some(Set<EventType> types) -> types.contains(type);
        };
    }

    /// As the API writes it.
    default List<String> words() {
        return switch (this) {
            case All() -> List.of(ALL_WORD);
            case Some(Set<EventType> types) -> types.stream().map(EventType::word).toList();
        };
    }

    /// Reads what [#words] wrote.
    static EventChoice of(List<String> words) {
        return words.equals(List.of(ALL_WORD))
                ? new All()
                : new Some(words.stream().map(word -> EventType.byWord(word).orElseThrow())
                        .collect(Collectors.toCollection(LinkedHashSet::new)));
    }

    static EventChoice of(EventType... types) {
        return new Some(new LinkedHashSet<>(Arrays.asList(types)));
    }
}
