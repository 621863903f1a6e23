package dev.tollgate.domain.username;

import java.util.Optional;

/// One key/value pair of a username, counted from 1. The value may be missing at the very end.
record Segment(int number, String word, Optional<String> value) {

    Optional<UsernameKey> key() {
        return UsernameKey.byWord(word);
    }

    boolean belongsBefore(Segment other) {
        return key().orElseThrow().compareTo(other.key().orElseThrow()) < 0;
    }
}
