package dev.tollgate.domain.audit;

import dev.tollgate.domain.paging.Page;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// The audit entries of the installation, to be read: nobody but the store itself adds one, with the change that it tells of.
/// Thread-safe.
public interface AuditLog {

    /// Which entries are wanted; an empty part lets every one through.
    ///
    /// @param account whose log is read; empty reads all
    /// @param actor the id of an actor, or its type in one word
    /// @param action the word of an [Action]
    /// @param object the id of what changed
    /// @param from the first moment
    /// @param to the first moment that is too late
    record Filter(
            Optional<String> account,
            Optional<String> actor,
            Optional<String> action,
            Optional<String> object,
            Optional<Instant> from,
            Optional<Instant> to) {
        public static final Filter ALL = new Filter(Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty());

        public static Filter of(String account) {
            return new Filter(Optional.of(account), Optional.empty(), Optional.empty(), Optional.empty(),
                    Optional.empty(), Optional.empty());
        }
    }

    /// Newest first.
    ///
    /// @param before the number of the last entry already seen
    Page<AuditEntry> list(Filter filter, int limit, OptionalLong before);

    /// What came of looking through the whole chain.
    ///
    /// @param entries how many were looked at
    /// @param firstBad the number of the first entry that is missing, was changed or does not follow on the one before
    record Verification(long entries, OptionalLong firstBad) {
        public boolean ok() {
            return firstBad.isEmpty();
        }
    }

    /// Computes every hash again.
    Verification verify();
}
