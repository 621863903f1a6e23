package dev.tollgate.domain.paging;

import java.util.Optional;

/// Which page of a list, newest first: the items whose ids come before `before`, or the newest if it is empty.
///
/// Ids are ULIDs, so their order is the order of creation, and a page stays where it is while newer items arrive.
///
/// @param limit 1–200
/// @param before the id of the last item already seen
public record PageRequest(int limit, Optional<String> before) {
    public static final int DEFAULT_LIMIT = 50;
    public static final int MAX_LIMIT = 200;

    public PageRequest {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("a page has 1 to " + MAX_LIMIT + " items, not " + limit);
        }
    }
}
