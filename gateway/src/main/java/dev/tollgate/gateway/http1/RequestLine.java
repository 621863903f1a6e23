package dev.tollgate.gateway.http1;

/// The parts of a request line.
record RequestLine(String method, RequestTarget target, HttpVersion version) {

    static final RequestLine NONE = new RequestLine("", new RequestTarget.Unserved(HeadFault.BAD_REQUEST, ""),
            HttpVersion.HTTP_1_1);
}
