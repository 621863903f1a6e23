package dev.tollgate.domain.error;

import java.time.Duration;
import java.util.Optional;

/// One refusal as one client meets it: the error and what is particular to this occurrence.
///
/// @param error which one
/// @param category of `RESTRICTED_CATEGORY`, the slug that ends the code
/// @param detail one sentence of printable ASCII, at most 200 characters, without secrets
/// @param proxyStatus one of the error's types
/// @param retryAfter what `Retry-After` says
/// @param limit of the limit refusals
/// @param delay how long the answer is held back (G§9.6); zero as a rule
public record Refusal(
        GatewayError error,
        Optional<String> category,
        String detail,
        ProxyStatusError proxyStatus,
        Optional<Duration> retryAfter,
        Optional<LimitHit> limit,
        Duration delay) {
    public static final int MAX_DETAIL = 200;

    public Refusal {
        detail = printable(detail.length() > MAX_DETAIL ? detail.substring(0, MAX_DETAIL) : detail);
    }

    /// A detail becomes a header: whatever it quotes, nothing in it may end the line.
    private static String printable(String text) {
        return text.chars().allMatch(c -> c >= ' ' && c <= '~') ? text : text.replaceAll("[^ -~]", "?");
    }

    public static Refusal of(GatewayError error, String detail) {
        return new Refusal(error, Optional.empty(), detail, error.proxyStatus().getFirst(), error.retry().fixedWait(),
                Optional.empty(), Duration.ZERO);
    }

    /// With the error's own remedy as the detail.
    public static Refusal of(GatewayError error) {
        return of(error, error.remedy());
    }

    /// A limit is reached: of exchanges a second, or of concurrent connections.
    public static Refusal overLimit(GatewayError error, LimitHit hit) {
        String detail = "The limit of " + hit.limit() + (error == GatewayError.RPS_LIMIT
                ? " requests a second is used up."
                : " concurrent connections is used up.");
        return of(error, detail).withLimit(hit);
    }

    /// A target of a category that is out of bounds.
    public static Refusal ofCategory(String slug) {
        Refusal plain = of(GatewayError.RESTRICTED_CATEGORY);
        return new Refusal(plain.error, Optional.of(slug), plain.detail, plain.proxyStatus, plain.retryAfter,
                plain.limit, plain.delay);
    }

    /// The code that is sent.
    public String code() {
        return category.map(slug -> error.code() + "-" + slug).orElse(error.code());
    }

    public Refusal withProxyStatus(ProxyStatusError type) {
        return new Refusal(error, category, detail, type, retryAfter, limit, delay);
    }

    public Refusal withLimit(LimitHit hit) {
        return new Refusal(error, category, detail, proxyStatus, retryAfter, Optional.of(hit), delay);
    }

    /// The same answer, given `delay` later and asking to wait for `retryAfter`.
    public Refusal delayed(Duration delay, Duration retryAfter) {
        return new Refusal(error, category, detail, proxyStatus, Optional.of(retryAfter), limit, delay);
    }
}
