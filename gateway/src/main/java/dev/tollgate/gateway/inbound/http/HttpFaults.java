package dev.tollgate.gateway.inbound.http;

import dev.tollgate.domain.error.GatewayError;
import dev.tollgate.gateway.http1.HeadFault;

/// What a fault of the codec means in the error catalogue.
final class HttpFaults {
    private HttpFaults() {}

    static GatewayError error(HeadFault fault) {
        return switch (fault) {
            case BAD_REQUEST -> GatewayError.BAD_REQUEST;
            case METHOD_NOT_ALLOWED -> GatewayError.METHOD_NOT_ALLOWED;
            case URI_TOO_LONG -> GatewayError.URI_TOO_LONG;
            case EXPECTATION_FAILED -> GatewayError.EXPECTATION_FAILED;
            case HEADERS_TOO_LARGE -> GatewayError.HEADERS_TOO_LARGE;
            case UNSUPPORTED_VERSION -> GatewayError.UNSUPPORTED_VERSION;
            case LOOP_DETECTED -> GatewayError.LOOP_DETECTED;
        };
    }
}
