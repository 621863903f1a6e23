package dev.tollgate.domain.limit;

import dev.tollgate.domain.error.LimitHit;

/// What came of asking for a concurrency slot.
public sealed interface SlotOutcome {
    record Granted(Permit permit) implements SlotOutcome {}

    record Full(LimitHit hit) implements SlotOutcome {}
}
