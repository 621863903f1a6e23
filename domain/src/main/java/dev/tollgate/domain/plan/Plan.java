package dev.tollgate.domain.plan;

import dev.tollgate.domain.audit.Facts;
import dev.tollgate.domain.subuser.Product;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// What an account may use and how much of it (A§16.2).
///
/// @param apiBurstPerMinute API requests a token may make in a minute
/// @param apiPerDay API requests a token may make in a UTC day; empty is unlimited
/// @param products the products in the plan with their limits; an absent one is not in the plan
/// @param subUsersMax living sub-users the account may have
/// @param trial whether the trial tier of restricted targets applies
public record Plan(
        String slug,
        int apiBurstPerMinute,
        OptionalLong apiPerDay,
        Map<Product, Limits> products,
        int subUsersMax,
        boolean trial) {
    /// The plan of an embedded installation's one account.
    public static final String EMBEDDED_DEFAULT = "enterprise";
    public static final int HIGHEST_LIMIT = 10_000;
    private static final int DEFAULT_SUB_USERS_MAX = 1_000;
    private static final Limits ISP_LIMITS = new Limits(1_000, 200);

    public Plan {
        products = Map.copyOf(products);
    }

    /// What one product is limited to.
    ///
    /// @param concurrent slots of a sub-user for a gateway product; connections per address for `isp`
    /// @param rps exchanges a second, of a sub-user for a gateway product, per address for `isp`
    public record Limits(int concurrent, int rps) {}

    /// The plans a new installation starts with.
    public static List<Plan> shipped() {
        return List.of(
                new Plan("trial", 30, OptionalLong.of(1_000), gateway(25, 10, 50, 25), DEFAULT_SUB_USERS_MAX, true),
                plan("starter", 60, OptionalLong.of(10_000), gateway(200, 50, 200, 100)),
                plan("pay-as-you-go", 60, OptionalLong.of(10_000), gateway(200, 50, 200, 100)),
                plan("pro", 600, OptionalLong.empty(), gateway(600, 200, 1_000, 500)),
                plan("business", 1_200, OptionalLong.empty(), gateway(2_000, 500, 3_000, 1_500)),
                plan(EMBEDDED_DEFAULT, 6_000, OptionalLong.empty(), gateway(10_000, 10_000, 10_000, 10_000)));
    }

    private static Plan plan(String slug, int perMinute, OptionalLong perDay, Map<Product, Limits> gateway) {
        return new Plan(slug, perMinute, perDay,
                Map.of(Product.RESIDENTIAL, gateway.get(Product.RESIDENTIAL), Product.MOBILE,
                        gateway.get(Product.MOBILE), Product.ISP, ISP_LIMITS),
                DEFAULT_SUB_USERS_MAX, false);
    }

    private static Map<Product, Limits> gateway(int residential, int mobile, int residentialRps, int mobileRps) {
        return Map.of(Product.RESIDENTIAL, new Limits(residential, residentialRps), Product.MOBILE,
                new Limits(mobile, mobileRps));
    }

    public Optional<Limits> limits(Product product) {
        return Optional.ofNullable(products.get(product));
    }

    /// The highest `concurrent_max` a sub-user of these products may have (A§4.1): the highest figure among its gateway
    /// products, [#HIGHEST_LIMIT] for `isp` alone.
    public int concurrentMax(Collection<Product> wanted) {
        return wanted.stream().filter(Product::reachedAtGateway).flatMap(product -> limits(product).stream())
                .mapToInt(Limits::concurrent).max().orElse(HIGHEST_LIMIT);
    }

    /// The highest rate that holds at the gateway for a sub-user of these products.
    public int rpsMax(Collection<Product> wanted) {
        return wanted.stream().filter(Product::reachedAtGateway).flatMap(product -> limits(product).stream())
                .mapToInt(Limits::rps).max().orElse(HIGHEST_LIMIT);
    }

    /// What the audit log may say of it.
    public Facts facts() {
        Facts limits = Facts.none();
        for (Map.Entry<Product, Limits> product : products.entrySet()) {
            limits = limits.with(product.getKey().slug(), Facts.none().with("concurrent", product.getValue().concurrent())
                    .with("rps", product.getValue().rps()));
        }
        return Facts.none().with("api_burst_per_min", apiBurstPerMinute).with("api_per_day", apiPerDay)
                .with("products", limits).with("subusers_max", subUsersMax).with("trial", trial);
    }
}
