package dev.tollgate.domain.limit;

import dev.tollgate.domain.error.LimitHit;
import dev.tollgate.domain.subuser.Product;
import java.util.Optional;

/// What one sub-user holds and has used of its limits on this node. Thread-safe; outlives every snapshot.
final class SubUserUsage {
    private static final int PRODUCTS = Product.values().length;

    private final ConcurrencyLimit slots = new ConcurrencyLimit();
    private final ConcurrencyLimit[] productSlots = new ConcurrencyLimit[PRODUCTS];
    private final RateLimit rate;
    private final RateLimit[] productRates = new RateLimit[PRODUCTS];

    SubUserUsage(long nowNanos) {
        rate = new RateLimit(nowNanos);
        for (int i = 0; i < PRODUCTS; i++) {
            productSlots[i] = new ConcurrencyLimit();
            productRates[i] = new RateLimit(nowNanos);
        }
    }

    /// Takes one unit of both buckets, or of none.
    ///
    /// @return the limit that was hit, if one was
    Optional<LimitHit> takeRate(Product product, Allowance allowance, long nowNanos) {
        if (!rate.tryTake(allowance.rpsMax(), nowNanos)) {
            return Optional.of(new LimitHit(allowance.rpsMax(), rate.inUse(allowance.rpsMax(), nowNanos)));
        }
        RateLimit ofProduct = productRates[product.ordinal()];
        if (!ofProduct.tryTake(allowance.productRps(), nowNanos)) {
            rate.giveBack(RateLimit.interval(allowance.rpsMax()));
            return Optional
                    .of(new LimitHit(allowance.productRps(), ofProduct.inUse(allowance.productRps(), nowNanos)));
        }
        return Optional.empty();
    }

    /// Takes a slot of the sub-user and of the product, or none.
    Optional<LimitHit> takeSlot(Product product, Allowance allowance) {
        if (!slots.tryTake(allowance.concurrentMax())) {
            return Optional.of(new LimitHit(allowance.concurrentMax(), slots.held()));
        }
        Optional<LimitHit> hit = takeProductSlot(product, allowance);
        if (hit.isPresent()) {
            slots.giveBack();
        }
        return hit;
    }

    /// Takes a slot of the product alone, for who holds one of the sub-user already.
    Optional<LimitHit> takeProductSlot(Product product, Allowance allowance) {
        ConcurrencyLimit ofProduct = productSlots[product.ordinal()];
        return ofProduct.tryTake(allowance.productConcurrent())
                ? Optional.empty()
                : Optional.of(new LimitHit(allowance.productConcurrent(), ofProduct.held()));
    }

    void giveBackSlot(Product product) {
        giveBackProductSlot(product);
        slots.giveBack();
    }

    void giveBackProductSlot(Product product) {
        productSlots[product.ordinal()].giveBack();
    }

    int held() {
        return slots.held();
    }
}
