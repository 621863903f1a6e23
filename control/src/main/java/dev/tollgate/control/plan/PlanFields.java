package dev.tollgate.control.plan;

import dev.tollgate.control.input.Field;
import dev.tollgate.control.input.Fields;
import dev.tollgate.control.input.Issue;
import dev.tollgate.domain.amount.Usd;
import dev.tollgate.domain.amount.Volume;
import dev.tollgate.domain.plan.Plan;
import dev.tollgate.domain.subuser.Product;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Reads the fields of A§16.2, each by its rule. A `null` is the default where one is stated.
final class PlanFields {

    private static final Pattern SLUG = Pattern.compile("[a-z0-9-]+");
    private static final int LONGEST_SLUG = 32;
    private static final int MOST_PER_MINUTE = 100_000;
    private static final int MOST_SUB_USERS = 1_000_000;
    private static final BigDecimal MOST_GB = BigDecimal.valueOf(1_000_000);
    private static final BigDecimal MOST_USD = BigDecimal.valueOf(1_000_000);
    private static final Set<String> READ_ONLY = Set.of("id", "created_at");
    private static final Set<String> READ_ONLY_LATER = Set.of("id", "slug", "created_at");

    private final Fields fields;

    PlanFields(Fields fields) {
        this.fields = fields;
    }

    /// The products of a plan.
    ///
    /// @param named every one that is there, whatever is wrong with its limits
    /// @param ispQuantityMax how many addresses of `isp` one order may have
    record Products(Set<Product> named, Map<Product, Plan.Limits> limits, OptionalInt ispQuantityMax) {}

    /// Whether a plan could have this slug. Others are not looked up.
    static boolean couldName(String slug) {
        return slug.length() <= LONGEST_SLUG && SLUG.matcher(slug).matches();
    }

    Optional<String> slug() {
        Field field = fields.take("slug").required();
        Optional<String> slug = field.text();
        slug.flatMap(PlanFields::fault).ifPresent(field::fault);
        return slug;
    }

    private static Optional<Issue> fault(String slug) {
        if (slug.isEmpty()) {
            return Optional.of(Issue.EMPTY);
        }
        if (slug.codePointCount(0, slug.length()) > LONGEST_SLUG) {
            return Optional.of(Issue.TOO_LONG);
        }
        return SLUG.matcher(slug).matches() ? Optional.empty() : Optional.of(Issue.BAD_FORMAT);
    }

    Optional<Integer> burst(boolean required) {
        Field field = fields.take("api_burst_per_min");
        return (required ? field.required() : field).integer(1, MOST_PER_MINUTE);
    }

    /// Empty inside for unlimited, empty outside if it is not said.
    Optional<OptionalLong> perDay() {
        Field field = fields.take("api_per_day");
        if (field.isNull()) {
            return Optional.of(OptionalLong.empty());
        }
        Optional<BigInteger> given = field.integer();
        if (given.isPresent() && (given.get().signum() < 1 || given.get().bitLength() >= Long.SIZE)) {
            field.fault(Issue.OUT_OF_RANGE);
            return Optional.empty();
        }
        return given.map(number -> OptionalLong.of(number.longValueExact()));
    }

    /// All that are in the plan; none is there that is not named.
    Optional<Products> products(boolean required) {
        Field field = fields.take("products");
        Optional<Fields> given = (required ? field.required() : field).object();
        return given.map(byProduct -> {
            Map<Product, Plan.Limits> limits = new EnumMap<>(Product.class);
            OptionalInt quantityMax = OptionalInt.empty();
            Set<Product> named = EnumSet.noneOf(Product.class);
            for (Product product : Product.values()) {
                Field one = byProduct.take(product.slug());
                if (one.present()) {
                    named.add(product);
                }
                Optional<Fields> figures = one.object();
                figures.flatMap(inner -> limits(inner, product)).ifPresent(read -> limits.put(product, read));
                if (product == Product.ISP && figures.isPresent()) {
                    quantityMax = quantityMax(figures.get());
                }
                figures.ifPresent(inner -> inner.refuseTheRest(Set.of()));
            }
            if (named.isEmpty()) {
                field.fault(Issue.EMPTY);
            }
            byProduct.refuseTheRest(Set.of());
            return new Products(named, limits, quantityMax);
        });
    }

    private static Optional<Plan.Limits> limits(Fields figures, Product product) {
        boolean gateway = product.reachedAtGateway();
        Optional<Integer> concurrent = figure(figures, gateway ? "concurrent" : "concurrent_per_ip");
        Optional<Integer> rps = figure(figures, gateway ? "rps" : "rps_per_ip");
        return concurrent.flatMap(slots -> rps.map(rate -> new Plan.Limits(slots, rate)));
    }

    private static OptionalInt quantityMax(Fields figures) {
        return figure(figures, "quantity_max").map(OptionalInt::of).orElseGet(OptionalInt::empty);
    }

    private static Optional<Integer> figure(Fields figures, String name) {
        return figures.take(name).required().integer(1, Plan.HIGHEST_LIMIT);
    }

    Optional<Integer> subUsersMax() {
        Field field = fields.take("subusers_max");
        return field.isNull() ? Optional.of(Plan.DEFAULT_SUB_USERS_MAX) : field.integer(1, MOST_SUB_USERS);
    }

    Optional<Boolean> trial() {
        Field field = fields.take("trial");
        return field.isNull() ? Optional.of(false) : field.flag();
    }

    /// Traffic of the products that are sold by it.
    ///
    /// @param inPlan the only ones that may be named
    Optional<Map<Product, Volume>> gbIncluded(Set<Product> inPlan) {
        return amounts("gb_included", inPlan, Product::reachedAtGateway,
                field -> field.number(BigDecimal.ZERO, MOST_GB, Volume.SCALE).map(Volume::ofGb));
    }

    /// @param inPlan the only ones that may be named
    Optional<Map<Product, Usd>> priceUsd(Set<Product> inPlan) {
        return amounts("price_usd", inPlan, _ -> true,
                field -> field.number(BigDecimal.ZERO, MOST_USD, Usd.SCALE).map(Usd::of));
    }

    private <T> Optional<Map<Product, T>> amounts(String name, Set<Product> inPlan, Predicate<Product> sold,
            Function<Field, Optional<T>> amount) {
        Field field = fields.take(name);
        if (field.isNull()) {
            return Optional.of(Map.of());
        }
        return field.object().map(byProduct -> {
            Map<Product, T> read = new EnumMap<>(Product.class);
            for (Product product : Product.values()) {
                Field one = byProduct.take(product.slug());
                if (one.present() && !(inPlan.contains(product) && sold.test(product))) {
                    one.fault(Issue.NOT_ALLOWED);
                } else {
                    amount.apply(one).ifPresent(value -> read.put(product, value));
                }
            }
            byProduct.refuseTheRest(Set.of());
            return read;
        });
    }

    /// Refuses what is left of a creation.
    void finish() {
        fields.refuseTheRest(READ_ONLY);
    }

    /// Refuses what is left of a change.
    void finishChange() {
        fields.refuseTheRest(READ_ONLY_LATER);
    }
}
