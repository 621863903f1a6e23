package dev.tollgate.domain.ledger;

import dev.tollgate.domain.amount.Usd;
import dev.tollgate.domain.amount.Volume;
import dev.tollgate.domain.subuser.Product;

/// What is added to what an account holds, or taken from it if the sign says so; never nothing.
public sealed interface Credit {
    record Money(Usd amount) implements Credit {
        public Money {
            if (amount.equals(Usd.ZERO)) {
                throw new IllegalArgumentException("a credit of nothing is none");
            }
        }
    }

    /// @param product a gateway product
    record Traffic(Product product, Volume amount) implements Credit {
        public Traffic {
            if (!product.reachedAtGateway() || amount.equals(Volume.NONE)) {
                throw new IllegalArgumentException("a credit of nothing is none, and " + product
                        + " may have no volume");
            }
        }
    }
}
