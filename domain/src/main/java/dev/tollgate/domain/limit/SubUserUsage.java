package dev.tollgate.domain.limit;

import dev.tollgate.domain.error.LimitHit;
import dev.tollgate.domain.subuser.Product;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLongArray;

/// What one sub-user holds and has used of its limits on this node. Thread-safe; outlives every snapshot.
///
/// All its counters stand side by side in one array, since an admission changes four of them: with an object for each, most of
/// its time would go into fetching them from memory.
final class SubUserUsage {
    /// Behind the buckets of the products.
    private static final int RATE = Product.values().length;
    private static final int PRODUCT_SLOTS = RATE + 1;
    private static final int SLOTS = PRODUCT_SLOTS + RATE;

    private final AtomicLongArray counters = new AtomicLongArray(SLOTS + 1);

    SubUserUsage(long nowNanos) {
        for (int bucket = 0; bucket <= RATE; bucket++) {
            counters.setPlain(bucket, nowNanos);
        }
    }

    private static int rate(Product product) {
        return product.ordinal();
    }

    private static int slots(Product product) {
        return PRODUCT_SLOTS + product.ordinal();
    }

    /// Takes one unit of both buckets, or of none.
    ///
    /// @return the limit that was hit, if one was
    Optional<LimitHit> takeRate(Product product, Allowance allowance, long nowNanos) {
        if (!tryTake(RATE, allowance.rpsMax(), nowNanos)) {
            return Optional.of(rateHit(RATE, allowance.rpsMax(), nowNanos));
        }
        if (!tryTake(rate(product), allowance.productRps(), nowNanos)) {
            RateLimit.giveBack(counters, RATE, RateLimit.interval(allowance.rpsMax()));
            return Optional.of(rateHit(rate(product), allowance.productRps(), nowNanos));
        }
        return Optional.empty();
    }

    private boolean tryTake(int bucket, int perSecond, long nowNanos) {
        return RateLimit.tryTake(counters, bucket, RateLimit.interval(perSecond), perSecond, nowNanos);
    }

    private LimitHit rateHit(int bucket, int perSecond, long nowNanos) {
        return new LimitHit(perSecond, RateLimit.inUse(counters, bucket, perSecond, nowNanos));
    }

    /// Takes a slot of the sub-user and of the product, or none.
    Optional<LimitHit> takeSlot(Product product, Allowance allowance) {
        if (!ConcurrencyLimit.tryTake(counters, SLOTS, allowance.concurrentMax())) {
            return Optional.of(new LimitHit(allowance.concurrentMax(), held()));
        }
        Optional<LimitHit> hit = takeProductSlot(product, allowance);
        if (hit.isPresent()) {
            ConcurrencyLimit.giveBack(counters, SLOTS);
        }
        return hit;
    }

    /// Takes a slot of the product alone, for who holds one of the sub-user already.
    Optional<LimitHit> takeProductSlot(Product product, Allowance allowance) {
        return ConcurrencyLimit.tryTake(counters, slots(product), allowance.productConcurrent())
                ? Optional.empty()
                : Optional.of(new LimitHit(allowance.productConcurrent(), (int) counters.get(slots(product))));
    }

    void giveBackSlot(Product product) {
        giveBackProductSlot(product);
        ConcurrencyLimit.giveBack(counters, SLOTS);
    }

    void giveBackProductSlot(Product product) {
        ConcurrencyLimit.giveBack(counters, slots(product));
    }

    int held() {
        return (int) counters.get(SLOTS);
    }
}
