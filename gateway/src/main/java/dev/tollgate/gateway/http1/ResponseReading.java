package dev.tollgate.gateway.http1;

/// What the bytes so far amount to, as a response head of a target.
public sealed interface ResponseReading {

    /// No fault yet, and no end yet.
    record Incomplete() implements ResponseReading {}

    /// A whole head, final or interim; `length` bytes of the buffer belong to it.
    record Complete(ResponseHead head, int length) implements ResponseReading {}

    /// Not HTTP/1 as we accept it; the connection to the target is of no further use.
    record Malformed(String detail) implements ResponseReading {}
}
