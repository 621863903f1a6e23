package dev.tollgate.store.database;

import dev.tollgate.domain.paging.Page;
import dev.tollgate.domain.paging.PageRequest;
import java.util.List;
import java.util.function.IntFunction;

/// Cuts lists into pages.
public final class Pages {
    private Pages() {}

    /// Reads one item more than the page has, to learn whether there is more.
    ///
    /// @param list reads at most so many
    public static <T> Page<T> page(PageRequest request, IntFunction<List<T>> list) {
        List<T> items = list.apply(request.limit() + 1);
        boolean more = items.size() > request.limit();
        return new Page<>(more ? items.subList(0, request.limit()) : items, more);
    }
}
