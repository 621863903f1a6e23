package dev.tollgate.domain.paging;

import java.util.List;

/// One page of a list.
///
/// @param items at most as many as were asked for
/// @param more whether items follow the last one here
public record Page<T>(List<T> items, boolean more) {
    public Page {
        items = List.copyOf(items);
    }
}
