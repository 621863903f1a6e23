package dev.tollgate.domain.subuser;

import java.util.Optional;

/// What a sub-user may use. A gateway product is reached at the gateway port and chosen by the `type` of the username;
/// `isp` is reached at addresses of its own.
public enum Product {
    RESIDENTIAL("residential", Optional.of("res")), MOBILE("mobile", Optional.of("mob")), ISP("isp", Optional.empty());

    private final String slug;
    private final Optional<String> type;

    Product(String slug, Optional<String> type) {
        this.slug = slug;
        this.type = type;
    }

    /// The name in the API, such as `residential`.
    public String slug() {
        return slug;
    }

    /// The value of `type` in a gateway username, such as `res`; none for a product without gateway usernames.
    public Optional<String> type() {
        return type;
    }

    public boolean reachedAtGateway() {
        return type.isPresent();
    }

    public static Optional<Product> bySlug(String slug) {
        for (Product product : values()) {
            if (product.slug.equals(slug)) {
                return Optional.of(product);
            }
        }
        return Optional.empty();
    }
}
