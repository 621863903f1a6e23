package dev.tollgate.domain.limit;

import java.time.LocalDate;
import java.util.Map;

/// Keeps how many API requests each caller made in a UTC day. Thread-safe; each method is one transaction.
public interface ApiUsageRepository {
    /// Requests that were added for a day.
    long requests(CallerId caller, LocalDate day);

    /// Adds to what is kept of a day, by whichever node.
    ///
    /// @return for each of these callers what is kept now
    Map<CallerId, Long> add(LocalDate day, Map<CallerId, Long> requests);

    /// Forgets the days before this one.
    void forgetBefore(LocalDate day);
}
