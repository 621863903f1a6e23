package dev.tollgate.gateway.http1;

/// How the end of a request body is found.
public sealed interface BodyFraming extends ResponseFraming {

    None NONE = new None();
    Chunked CHUNKED = new Chunked();

    /// There is no body.
    record None() implements BodyFraming {}

    /// The body has as many bytes as `Content-Length` said; zero is possible.
    record Length(long bytes) implements BodyFraming {}

    /// The body is chunked; see [ChunkDecoder].
    record Chunked() implements BodyFraming {}
}
