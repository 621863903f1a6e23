package dev.tollgate.gateway.http1;

/// How the end of a response body is found. What a request may use of it is [BodyFraming].
public sealed interface ResponseFraming permits BodyFraming, ResponseFraming.UntilClose {

    /// The body ends where the connection ends.
    record UntilClose() implements ResponseFraming {}

    /// The framing in which this body goes on to a client: lengths stay, everything else is chunked, or ends with the
    /// connection where the client cannot read chunks.
    default ResponseFraming toward(HttpVersion client) {
        return switch (this) {
            case BodyFraming.None none -> none;
            case BodyFraming.Length length -> length;
            case BodyFraming.Chunked chunked -> client == HttpVersion.HTTP_1_1 ? chunked : new UntilClose();
            case UntilClose untilClose -> client == HttpVersion.HTTP_1_1 ? BodyFraming.CHUNKED : untilClose;
        };
    }
}
