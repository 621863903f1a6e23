package dev.tollgate.domain.error;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import static dev.tollgate.domain.error.Fault.CLIENT;
import static dev.tollgate.domain.error.Fault.GATEWAY;
import static dev.tollgate.domain.error.Fault.TARGET;
import static dev.tollgate.domain.error.ProxyStatusError.CONNECTION_LIMIT_REACHED;
import static dev.tollgate.domain.error.ProxyStatusError.CONNECTION_REFUSED;
import static dev.tollgate.domain.error.ProxyStatusError.CONNECTION_TERMINATED;
import static dev.tollgate.domain.error.ProxyStatusError.CONNECTION_TIMEOUT;
import static dev.tollgate.domain.error.ProxyStatusError.DESTINATION_IP_PROHIBITED;
import static dev.tollgate.domain.error.ProxyStatusError.DESTINATION_IP_UNROUTABLE;
import static dev.tollgate.domain.error.ProxyStatusError.DESTINATION_UNAVAILABLE;
import static dev.tollgate.domain.error.ProxyStatusError.DNS_ERROR;
import static dev.tollgate.domain.error.ProxyStatusError.HTTP_PROTOCOL_ERROR;
import static dev.tollgate.domain.error.ProxyStatusError.HTTP_REQUEST_DENIED;
import static dev.tollgate.domain.error.ProxyStatusError.HTTP_REQUEST_ERROR;
import static dev.tollgate.domain.error.ProxyStatusError.HTTP_RESPONSE_TIMEOUT;
import static dev.tollgate.domain.error.ProxyStatusError.PROXY_INTERNAL_ERROR;
import static dev.tollgate.domain.error.ProxyStatusError.PROXY_INTERNAL_RESPONSE;
import static dev.tollgate.domain.error.ProxyStatusError.PROXY_LOOP_DETECTED;
import static dev.tollgate.domain.error.ProxyStatusError.TLS_CERTIFICATE_ERROR;
import static dev.tollgate.domain.error.ProxyStatusError.TLS_PROTOCOL_ERROR;
import static dev.tollgate.domain.error.Retry.AFTER_1S;
import static dev.tollgate.domain.error.Retry.AFTER_5S;
import static dev.tollgate.domain.error.Retry.AFTER_STATED;
import static dev.tollgate.domain.error.Retry.NO;
import static dev.tollgate.domain.error.Retry.YES;
import static dev.tollgate.domain.error.SocksAnswer.NONE;
import static dev.tollgate.domain.error.SocksAnswer.login;
import static dev.tollgate.domain.error.SocksAnswer.reply;

/// Every way the gateway can turn a client away (G§11.2).
///
/// A constant's name is its public code: `AUTH_FAILED` is sent as `auth-failed`. Renaming a constant is a breaking change.
public enum GatewayError {
    BAD_REQUEST(400, reply(0x01),
            CLIENT, NO, "Correct the proxy request or target.", HTTP_REQUEST_ERROR),
    BAD_USERNAME(400, login(0x04),
            CLIENT, NO, "Follow the username format; compare with the table of common slips.", HTTP_REQUEST_ERROR),
    UNKNOWN_REGION(400, login(0x05),
            CLIENT, NO, "Use an ISO 3166-1 code from the locations list.", HTTP_REQUEST_ERROR),
    UNKNOWN_STATE(400, login(0x06),
            CLIENT, NO, "Take one from the locations list.", HTTP_REQUEST_ERROR),
    UNKNOWN_CITY(400, login(0x07),
            CLIENT, NO, "Take one from the locations list.", HTTP_REQUEST_ERROR),
    UNKNOWN_ASN(400, login(0x08),
            CLIENT, NO, "Take one from the locations list.", HTTP_REQUEST_ERROR),
    STATE_WITHOUT_REGION(400, login(0x09),
            CLIENT, NO, "Add -region- before -state-.", HTTP_REQUEST_ERROR),
    CITY_WITHOUT_STATE(400, login(0x0A),
            CLIENT, NO, "Add -state- before -city-.", HTTP_REQUEST_ERROR),
    SESSTIME_OUT_OF_RANGE(400, login(0x0B),
            CLIENT, NO, "Use 1 to the product's maximum.", HTTP_REQUEST_ERROR),
    UNKNOWN_SUBUSER(401, login(0x03),
            CLIENT, NO, "List your sub-users (GET /subusers) and correct the name.", HTTP_REQUEST_DENIED),
    INSUFFICIENT_BALANCE(402, reply(0x02),
            CLIENT, NO, "Add volume to the account.", HTTP_REQUEST_DENIED),
    SUBUSER_DISABLED(403, reply(0x02),
            CLIENT, NO, "Set the sub-user's status to active.", HTTP_REQUEST_DENIED),
    ACCOUNT_SUSPENDED(403, reply(0x02),
            CLIENT, NO, "Ask the operator.", HTTP_REQUEST_DENIED),
    PRODUCT_NOT_ENABLED(403, reply(0x02),
            CLIENT, NO, "Use a sub-user made for this product.", HTTP_REQUEST_DENIED),
    TLS_REQUIRED(403, reply(0x02),
            CLIENT, NO, "Connect with TLS (an https:// proxy URL).", HTTP_REQUEST_DENIED),
    KYC_REQUIRED(403, reply(0x02),
            CLIENT, NO, "Complete verification.", HTTP_REQUEST_DENIED),
    TRAFFIC_LIMIT(403, reply(0x02),
            CLIENT, NO, "Raise the quota or wait for the reset named in the detail.", HTTP_REQUEST_DENIED),
    BATCH_EXPIRED(403, reply(0x02),
            CLIENT, NO, "Renew or recover the batch.", HTTP_REQUEST_DENIED),
    IP_RELEASED(403, reply(0x02),
            CLIENT, NO, "Download the batch's list again.", HTTP_REQUEST_DENIED),
    /// A family: the slug of the category that answered ends the code.
    RESTRICTED_CATEGORY(403, reply(0x02),
            CLIENT, NO, "Ask the operator for an exception.", HTTP_REQUEST_DENIED),
    RESTRICTED_PORT(403, reply(0x02),
            CLIENT, NO, "Use an allowed port.", HTTP_REQUEST_DENIED),
    RESTRICTED_TARGET(403, reply(0x02),
            CLIENT, NO, "Use a public address.", DESTINATION_IP_PROHIBITED),
    METHOD_NOT_ALLOWED(405, NONE, CLIENT, NO, "TRACE is not served.", HTTP_REQUEST_ERROR),
    AUTH_REQUIRED(407, login(0x0D),
            CLIENT, NO, "Send username and password.", HTTP_REQUEST_DENIED),
    AUTH_FAILED(407, login(0x01),
            CLIENT, NO, "Check the password; rotate it and update within 60 s; recreate a deleted sub-user.",
            HTTP_REQUEST_DENIED),
    NOT_WHITELISTED(407, login(0x02),
            CLIENT, NO, "Add the source IP, wait up to 60 s.", HTTP_REQUEST_DENIED),
    REQUEST_TIMEOUT(408, NONE, CLIENT, YES, "Send the head within 15 s.", HTTP_REQUEST_ERROR),
    URI_TOO_LONG(414, NONE, CLIENT, NO, "Shorten the URL.", HTTP_REQUEST_ERROR),
    EXPECTATION_FAILED(417, NONE, CLIENT, NO, "Drop the Expect field.", HTTP_REQUEST_ERROR),
    AUTH_THROTTLED(429, login(0x0C),
            CLIENT, AFTER_STATED, "Stop retrying wrong credentials.", HTTP_REQUEST_DENIED),
    RPS_LIMIT(429, reply(0x02),
            CLIENT, AFTER_1S, "Slow down, or raise rps_max.", HTTP_REQUEST_DENIED),
    CONCURRENT_LIMIT(429, reply(0x02),
            CLIENT, AFTER_1S, "Close tunnels, or raise concurrent_max.", CONNECTION_LIMIT_REACHED),
    HEADERS_TOO_LARGE(431, NONE, CLIENT, NO, "Send fewer or shorter fields.", HTTP_REQUEST_ERROR),
    INTERNAL_ERROR(500, new SocksAnswer(0x7F, 0x01),
            GATEWAY, YES, "Report the request id.", PROXY_INTERNAL_ERROR),
    TARGET_DNS_FAILED(502, reply(0x04),
            TARGET, YES, "Check the host name.", DNS_ERROR),
    TARGET_REFUSED(502, reply(0x05),
            TARGET, YES, "Check host and port.", CONNECTION_REFUSED),
    TARGET_UNREACHABLE(502, reply(0x04),
            TARGET, YES, "Try another exit.", DESTINATION_IP_UNROUTABLE),
    TARGET_CLOSED(502, reply(0x01),
            TARGET, YES, "Retry if the request is safe to repeat.", CONNECTION_TERMINATED),
    TARGET_TLS_FAILED(502, NONE, TARGET, NO, "Use CONNECT, or correct the target's certificate.", TLS_CERTIFICATE_ERROR,
            TLS_PROTOCOL_ERROR),
    TARGET_PROTOCOL_ERROR(502, NONE, TARGET, NO, "The target's answer is not valid HTTP.", HTTP_PROTOCOL_ERROR),
    ORIGIN_407(502, NONE, TARGET, NO, "The target itself asks for proxy credentials.", HTTP_PROTOCOL_ERROR),
    EXIT_FAILED(502, reply(0x01),
            GATEWAY, YES, "Retry; the exit broke.", CONNECTION_TERMINATED),
    NO_EXIT_AVAILABLE(503, reply(0x03),
            GATEWAY, AFTER_5S, "Widen the targeting, or wait.", DESTINATION_UNAVAILABLE),
    SESSION_EXIT_LOST(503, reply(0x03),
            GATEWAY, NO, "End the strict session, or use another id.", DESTINATION_UNAVAILABLE),
    GATEWAY_OVERLOADED(503, reply(0x01),
            GATEWAY, AFTER_1S, "Back off.", CONNECTION_LIMIT_REACHED),
    MAINTENANCE(503, reply(0x01),
            GATEWAY, AFTER_5S, "Reconnect, to another node if there is one.", PROXY_INTERNAL_RESPONSE),
    AUTH_UNAVAILABLE(503, login(0x0E),
            GATEWAY, AFTER_5S, "The node has no usable snapshot.", PROXY_INTERNAL_ERROR),
    METERING_UNAVAILABLE(503, reply(0x01),
            GATEWAY, AFTER_5S, "The operator must free disk space.", PROXY_INTERNAL_ERROR),
    TARGET_TIMEOUT(504, reply(0x06),
            TARGET, YES, "Retry, or try another exit.", CONNECTION_TIMEOUT, HTTP_RESPONSE_TIMEOUT),
    EXIT_TIMEOUT(504, reply(0x06),
            GATEWAY, YES, "Retry.", CONNECTION_TIMEOUT),
    UNSUPPORTED_VERSION(505, NONE, CLIENT, NO, "Speak HTTP/1.1 or HTTP/2.", HTTP_PROTOCOL_ERROR),
    LOOP_DETECTED(508, NONE, CLIENT, NO, "Remove the loop.", PROXY_LOOP_DETECTED);

    private final int status;
    private final SocksAnswer socks;
    private final Fault fault;
    private final Retry retry;
    private final String remedy;
    private final List<ProxyStatusError> proxyStatus;
    private final String code;

    GatewayError(int status, SocksAnswer socks, Fault fault, Retry retry, String remedy,
            ProxyStatusError... proxyStatus) {
        this.status = status;
        this.socks = socks;
        this.fault = fault;
        this.retry = retry;
        this.remedy = remedy;
        this.proxyStatus = List.of(proxyStatus);
        // The source spells this one with an underscore.
        this.code = name().equals("INSUFFICIENT_BALANCE")
                ? "insufficient_balance"
                : name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The error that is sent with this code. Of the family `RESTRICTED_CATEGORY` no code is complete without its slug.
    public static Optional<GatewayError> byCode(String code) {
        return Arrays.stream(values()).filter(error -> error != RESTRICTED_CATEGORY && error.code.equals(code))
                .findFirst();
    }

    /// The public code; of the family `RESTRICTED_CATEGORY` the part before the slug.
    public String code() {
        return code;
    }

    /// The HTTP status.
    public int status() {
        return status;
    }

    public SocksAnswer socks() {
        return socks;
    }

    public Fault fault() {
        return fault;
    }

    public Retry retry() {
        return retry;
    }

    /// What the client, its operator or its target can do about it; one sentence.
    public String remedy() {
        return remedy;
    }

    /// The `Proxy-Status` error types it may show; the first is the usual one.
    public List<ProxyStatusError> proxyStatus() {
        return proxyStatus;
    }
}
