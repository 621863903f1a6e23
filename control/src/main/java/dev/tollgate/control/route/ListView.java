package dev.tollgate.control.route;

import java.util.List;
import java.util.Optional;

/// A page of a list (A§1.2).
public record ListView<T>(List<T> data, Optional<String> nextCursor) {

    public ListView {
        data = List.copyOf(data);
    }
}
