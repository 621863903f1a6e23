package dev.tollgate.control.plan;

import dev.tollgate.domain.amount.Usd;
import dev.tollgate.domain.amount.Volume;
import dev.tollgate.domain.plan.Offer;
import dev.tollgate.domain.plan.Plan;
import dev.tollgate.domain.subuser.Product;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/// What a plan sells, put together from the two fields that say so and taken apart again.
final class Offers {

    private Offers() {}

    static Map<Product, Offer> of(Set<Product> products, Map<Product, Volume> included, Map<Product, Usd> prices) {
        Map<Product, Offer> offers = new EnumMap<>(Product.class);
        products.forEach(product -> offers.put(product,
                new Offer(included.getOrDefault(product, Volume.NONE), prices.getOrDefault(product, Usd.ZERO))));
        return offers;
    }

    static Map<Product, Volume> included(Plan plan) {
        Map<Product, Volume> included = new EnumMap<>(Product.class);
        plan.offers().forEach((product, offer) -> included.put(product, offer.included()));
        return included;
    }

    static Map<Product, Usd> prices(Plan plan) {
        Map<Product, Usd> prices = new EnumMap<>(Product.class);
        plan.offers().forEach((product, offer) -> prices.put(product, offer.price()));
        return prices;
    }
}
