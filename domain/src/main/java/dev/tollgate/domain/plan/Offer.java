package dev.tollgate.domain.plan;

import dev.tollgate.domain.amount.Usd;
import dev.tollgate.domain.amount.Volume;

/// What a plan sells of one product.
///
/// @param included traffic of a month; none for `isp`, which is not sold by traffic
/// @param price of a month
public record Offer(Volume included, Usd price) {
    public static final Offer NOTHING = new Offer(Volume.NONE, Usd.ZERO);
}
