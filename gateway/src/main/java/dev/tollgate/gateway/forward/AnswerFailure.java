package dev.tollgate.gateway.forward;

/// Why an answer, or the rest of it, will not come. The connection is closed.
public sealed interface AnswerFailure {

    /// The target, or the exit, ended the connection before the answer was complete.
    record Closed() implements AnswerFailure {}

    /// What came is not HTTP/1 as we accept it.
    ///
    /// @param detail one ASCII sentence
    record Malformed(String detail) implements AnswerFailure {}
}
