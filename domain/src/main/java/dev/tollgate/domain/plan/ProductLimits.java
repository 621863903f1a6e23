package dev.tollgate.domain.plan;

import dev.tollgate.domain.plan.Plan.Limits;
import dev.tollgate.domain.subuser.Product;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How much a plan allows of each product in it. The part of a plan that the data plane reads, for each request: it allocates
/// nothing.
public record ProductLimits(Map<Product, Limits> byProduct) {
    private static final List<Product> GATEWAY_PRODUCTS = List.of(Product.RESIDENTIAL, Product.MOBILE);

    public ProductLimits {
        byProduct = Map.copyOf(byProduct);
    }

    /// Null for a product that is not in the plan.
    public @Nullable Limits of(Product product) {
        return byProduct.get(product);
    }

    /// The highest `concurrent_max` a sub-user of these products may have (A§4.1): the highest figure among its gateway
    /// products, [Plan#HIGHEST_LIMIT] for `isp` alone.
    public int concurrentMax(Collection<Product> wanted) {
        int highest = 0;
        for (int i = 0; i < GATEWAY_PRODUCTS.size(); i++) {
            Limits limits = among(wanted, GATEWAY_PRODUCTS.get(i));
            highest = limits == null ? highest : Math.max(highest, limits.concurrent());
        }
        return highest == 0 ? Plan.HIGHEST_LIMIT : highest;
    }

    /// The highest rate that holds at the gateway for a sub-user of these products.
    public int rpsMax(Collection<Product> wanted) {
        int highest = 0;
        for (int i = 0; i < GATEWAY_PRODUCTS.size(); i++) {
            Limits limits = among(wanted, GATEWAY_PRODUCTS.get(i));
            highest = limits == null ? highest : Math.max(highest, limits.rps());
        }
        return highest == 0 ? Plan.HIGHEST_LIMIT : highest;
    }

    private @Nullable Limits among(Collection<Product> wanted, Product product) {
        return wanted.contains(product) ? byProduct.get(product) : null;
    }
}
