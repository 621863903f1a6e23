package dev.tollgate.gateway.dial;

import dev.tollgate.domain.error.GatewayError;
import dev.tollgate.gateway.transport.linux.OutOfDescriptors;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.util.Optional;

/// Why an address could not be reached. Of several, the one that says most about the target is told to the client, and
/// that is the order of the constants: what the target or its network answered wins over silence, and silence over what
/// the node itself lacks. Without the last, a node without IPv6 would call every silent target unreachable.
enum ConnectFailure {
    REFUSED(GatewayError.TARGET_REFUSED, "The target refused the connection."),
    UNREACHABLE(
            GatewayError.TARGET_UNREACHABLE, "The network does not reach the target."),
    BROKEN(
            GatewayError.TARGET_UNREACHABLE, "The connection to the target could not be made."),
    SILENT(
            GatewayError.TARGET_TIMEOUT, "The target did not answer in time."),
    NO_ROUTE(
            GatewayError.TARGET_UNREACHABLE, "The node has no way to the target."),
    NO_SOCKET(
            GatewayError.TARGET_UNREACHABLE, "The node could not open a connection.");

    private final GatewayError error;
    private final String detail;

    ConnectFailure(GatewayError error, String detail) {
        this.error = error;
        this.detail = detail;
    }

    /// @param atOnce whether the attempt had failed before anything could have come back from the network
    static ConnectFailure of(Throwable cause, boolean atOnce) {
        return switch (cause) {
            case OutOfDescriptors _ -> NO_SOCKET;
            case NoRouteToHostException _ -> atOnce ? NO_ROUTE : UNREACHABLE;
            case ConnectException refused -> ofConnect(refused, atOnce);
            // The JDK's selector has no better type for a network that is out of reach.
            default -> atOnce ? NO_ROUTE : BROKEN;
        };
    }

    GatewayError error() {
        return error;
    }

    String detail() {
        return detail;
    }

    /// Netty's epoll throws one type for all errors and numbers them in its message, since their texts follow the locale;
    /// the numbers are Linux'. The JDK's selector throws this type only for a refusal and its own timeout.
    private static ConnectFailure ofConnect(ConnectException cause, boolean atOnce) {
        String message = Optional.ofNullable(cause.getMessage()).orElse("");
        if (message.contains("error(-111)")) {
            return REFUSED;
        }
        if (message.contains("error(-110)") || message.contains("timed out")) {
            return SILENT;
        }
        if (message.contains("error(")) {
            return atOnce ? NO_ROUTE : BROKEN;
        }
        return REFUSED;
    }
}
