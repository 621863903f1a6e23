package dev.tollgate.domain.error;

import java.util.Locale;

/// Every way the API can turn a caller down (A§18), as far as the operations that answer so exist.
///
/// A constant's name is its public code: `LABEL_TAKEN` is sent as `label_taken`. Every code has one status.
public enum ApiError {
    INVALID_JSON(400, "The body is not one JSON object."),
    MISSING_TOKEN(401, "Send an API token: Authorization: Bearer <token>."),
    INVALID_TOKEN(401, "The token does not exist or is malformed."),
    REVOKED_TOKEN(401, "The token was revoked."),
    EXPIRED_TOKEN(401, "The token, or the grace of its old secret, is over."),
    LOGIN_FAILED(401, "The sign-in failed: something of what was sent is wrong."),
    MFA_REQUIRED(401, "The password is right; send the code of the second factor too."),
    INSUFFICIENT_SCOPE(403, "The token lacks a scope that this operation needs."),
    SOURCE_IP_NOT_ALLOWED(403, "The token may not be used from this address."),
    CSRF_FAILED(403, "A write with the session cookie needs X-CSRF-Token and this site's own Origin."),
    ACCOUNT_SUSPENDED(403, "The account is suspended; it can be read, not changed."),
    NOT_FOUND(404, "There is no such route."),
    SUBUSER_NOT_FOUND(404, "There is no such sub-user."),
    WHITELIST_NOT_FOUND(404, "There is no such whitelist entry."),
    MEMBER_NOT_FOUND(404, "There is no such member."),
    ACCOUNT_NOT_FOUND(404, "There is no such account."),
    PLAN_NOT_FOUND(404, "There is no such plan."),
    METHOD_NOT_ALLOWED(405, "The route does not serve this method."),
    LABEL_TAKEN(409, "Another sub-user has this label."),
    NAME_TAKEN(409, "Another one has this name."),
    EMAIL_TAKEN(409, "Another one has this e-mail address."),
    ALREADY_WHITELISTED(409, "This range is on the list already."),
    DEFAULT_USERNAME_CONFLICT(409, "An overlapping entry already has a default username."),
    LAST_OWNER(409, "The account's last owner can be neither removed, lowered nor disabled."),
    VOLUME_UNLIMITED(409, "The account's volume of this product is unlimited."),
    OPERATOR_ACCOUNT(409, "The operator account cannot be suspended."),
    PLAN_IN_USE(409, "An account is on this plan."),
    PRECONDITION_FAILED(412, "The object has another version than If-Match names."),
    PAYLOAD_TOO_LARGE(413, "The body is larger than 65,536 bytes."),
    UNSUPPORTED_ENCODING(415, "Send the body without a Content-Encoding."),
    OVER_PLAN_LIMIT(422, "The value is above the plan's limit."),
    VALIDATION_FAILED(422, "Some fields are not acceptable."),
    INVALID_IP(422, "The field is not an address or range that can be listed."),
    CIDR_TOO_WIDE(422, "The range is wider than /24 (IPv4) or /64 (IPv6)."),
    WHITELIST_FULL(422, "The list has 50 entries, its most."),
    PRODUCT_NOT_ENABLED(422, "The sub-user was not made for this product."),
    TOO_MANY(422, "The plan's number of sub-users is reached."),
    CODE_WRONG(422, "The code is wrong or was used already."),
    RATE_LIMITED(429, "Too much was tried; try again after Retry-After."),
    INTERNAL_ERROR(500, "Something broke on our side; report the request id."),
    UNAVAILABLE(503, "The store is not available; try again shortly.");

    private final int status;
    private final String message;
    private final String code = name().toLowerCase(Locale.ROOT);

    ApiError(int status, String message) {
        this.status = status;
        this.message = message;
    }

    public String code() {
        return code;
    }

    /// The HTTP status.
    public int status() {
        return status;
    }

    /// The usual sentence; an answer may carry a more exact one.
    public String message() {
        return message;
    }
}
