package dev.tollgate.gateway.http1;

/// Why a request head is turned away. Each constant stands for one code of the gateway's error catalogue.
public enum HeadFault {
    BAD_REQUEST,
    METHOD_NOT_ALLOWED,
    URI_TOO_LONG,
    EXPECTATION_FAILED,
    HEADERS_TOO_LARGE,
    UNSUPPORTED_VERSION,
    LOOP_DETECTED
}
