package dev.tollgate.gateway.dial.resolve;

/// What one response from a name server says.
sealed interface AnswerReading {

    /// It settles the question.
    record Settled(FamilyAnswer answer) implements AnswerReading {}

    /// The name stands for another, of which the response says nothing.
    ///
    /// @param ttl in seconds, the smallest of the aliases on the way
    record Alias(String name, long ttl) implements AnswerReading {}

    /// This server cannot help; another may.
    record Useless(String why) implements AnswerReading {}
}
