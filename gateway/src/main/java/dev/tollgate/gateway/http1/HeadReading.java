package dev.tollgate.gateway.http1;

/// What the bytes so far amount to, as a request head.
public sealed interface HeadReading {

    /// No fault yet, and no end yet.
    record Incomplete() implements HeadReading {}

    /// A whole head; `length` bytes of the buffer belong to it, a tolerated empty line before it included.
    record Complete(RequestHead head, int length) implements HeadReading {}

    /// A head that is refused: answered once, and nothing behind it is ever parsed. The detail is one ASCII sentence
    /// without any byte of the client's.
    record Malformed(HeadFault fault, String detail) implements HeadReading {}
}
