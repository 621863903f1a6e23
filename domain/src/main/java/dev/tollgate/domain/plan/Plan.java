package dev.tollgate.domain.plan;

import dev.tollgate.domain.audit.Facts;
import dev.tollgate.domain.subuser.Product;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// What an account may use and how much of it (A§16.2).
///
/// @param apiBurstPerMinute API requests a token may make in a minute
/// @param apiPerDay API requests a token may make in a UTC day; empty is unlimited
/// @param products the products in the plan with their limits; an absent one is not in the plan
/// @param ispQuantityMax addresses that one order of `isp` may have; there if `isp` is in the plan
/// @param subUsersMax living sub-users the account may have
/// @param trial whether the trial tier of restricted targets applies
/// @param offers what is sold, of products in the plan; an absent one is [Offer#NOTHING]
public record Plan(
        String slug,
        int apiBurstPerMinute,
        OptionalLong apiPerDay,
        Map<Product, Limits> products,
        OptionalInt ispQuantityMax,
        int subUsersMax,
        boolean trial,
        Map<Product, Offer> offers) {
    /// The plan of an account for which no other was asked.
    public static final String DEFAULT = "starter";
    /// The plan of an embedded installation's one account.
    public static final String EMBEDDED_DEFAULT = "enterprise";
    public static final int HIGHEST_LIMIT = 10_000;
    public static final int DEFAULT_SUB_USERS_MAX = 1_000;
    /// As many as an order may have at all (A§10).
    public static final int DEFAULT_ISP_QUANTITY_MAX = 5_000;
    private static final Limits ISP_LIMITS = new Limits(1_000, 200);

    public Plan {
        products = Map.copyOf(products);
        offers = sold(products, offers);
        if (ispQuantityMax.isPresent() != products.containsKey(Product.ISP)) {
            throw new IllegalArgumentException("a plan has a quantity of isp if it has isp");
        }
    }

    /// One that sells nothing.
    public Plan(String slug, int apiBurstPerMinute, OptionalLong apiPerDay, Map<Product, Limits> products,
            int subUsersMax, boolean trial) {
        this(slug, apiBurstPerMinute, apiPerDay, products,
                products.containsKey(Product.ISP) ? OptionalInt.of(DEFAULT_ISP_QUANTITY_MAX) : OptionalInt.empty(),
                subUsersMax, trial, Map.of());
    }

    /// Equal plans have equal offers: nothing is left out, and so is what is not in the plan.
    private static Map<Product, Offer> sold(Map<Product, Limits> products, Map<Product, Offer> offers) {
        Map<Product, Offer> sold = new EnumMap<>(Product.class);
        offers.forEach((product, offer) -> {
            if (products.containsKey(product) && !offer.equals(Offer.NOTHING)) {
                sold.put(product, offer);
            }
        });
        return Map.copyOf(sold);
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

    public Offer offer(Product product) {
        return offers.getOrDefault(product, Offer.NOTHING);
    }

    /// As the data plane knows it.
    public ProductLimits productLimits() {
        return new ProductLimits(products);
    }

    /// As [ProductLimits#concurrentMax].
    public int concurrentMax(Collection<Product> wanted) {
        return productLimits().concurrentMax(wanted);
    }

    /// As [ProductLimits#rpsMax].
    public int rpsMax(Collection<Product> wanted) {
        return productLimits().rpsMax(wanted);
    }

    /// What the audit log may say of it.
    public Facts facts() {
        Facts limits = Facts.none();
        Facts included = Facts.none();
        Facts prices = Facts.none();
        for (Product product : products.keySet()) {
            limits = limits.with(product.slug(), limitFacts(product));
            prices = prices.with(product.slug(), offer(product).price().dollars());
            if (product.reachedAtGateway()) {
                included = included.with(product.slug(), offer(product).included().gb());
            }
        }
        return Facts.none().with("api_burst_per_min", apiBurstPerMinute).with("api_per_day", apiPerDay)
                .with("products", limits).with("subusers_max", subUsersMax).with("trial", trial)
                .with("gb_included", included).with("price_usd", prices);
    }

    private Facts limitFacts(Product product) {
        Limits figures = limits(product).orElseThrow();
        return product.reachedAtGateway()
                ? Facts.none().with("concurrent", figures.concurrent()).with("rps", figures.rps())
                : Facts.none().with("concurrent_per_ip", figures.concurrent()).with("rps_per_ip", figures.rps())
                        .with("quantity_max", ispQuantityMax.orElseThrow());
    }
}
