package dev.tollgate.domain.target;

/// Whether a target is within bounds.
public sealed interface Verdict {

    Passed PASSED = new Passed();

    record Passed() implements Verdict {}

    /// Out of bounds.
    ///
    /// @param why for the log only, never for the client
    record Forbidden(String why) implements Verdict {}

    /// It leads back to a listener of this node, which nothing opens: no rule, and not the mode that only reports.
    record OwnListener() implements Verdict {}
}
