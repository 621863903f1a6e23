package dev.tollgate.domain.ledger;

import dev.tollgate.domain.account.Account;
import dev.tollgate.domain.account.Volumes;
import dev.tollgate.domain.amount.Usd;
import dev.tollgate.domain.amount.Volume;
import dev.tollgate.domain.subuser.Product;
import java.util.Optional;

/// What an account holds, by product.
public final class Holdings {
    private Holdings() {}

    /// What is left of a product; empty is unlimited, as `isp` always is.
    public static Optional<Volume> volume(Account account, Product product) {
        return switch (product) {
            case RESIDENTIAL -> account.volumes().residential();
            case MOBILE -> account.volumes().mobile();
            case ISP -> Optional.empty();
        };
    }

    /// What came of adding to what an account holds.
    public sealed interface Sum {
        /// @param balance of what was added to, in its unit
        record Added(Account account, long balance) implements Sum {}

        record Unlimited() implements Sum {}

        record OutOfRange() implements Sum {}
    }

    public static Sum add(Account account, Credit credit) {
        return switch (credit) {
            case Credit.Money(Usd amount) -> added(account, account.balance().plus(amount));
            case Credit.Traffic(Product product, Volume amount) -> volume(account, product)
                    .map(left -> added(account, product, left.plus(amount))).orElseGet(Sum.Unlimited::new);
        };
    }

    private static Sum added(Account account, Usd balance) {
        return Math.abs(balance.micros()) > Usd.MOST.micros()
                ? new Sum.OutOfRange()
                : new Sum.Added(account.withBalance(balance), balance.micros());
    }

    private static Sum added(Account account, Product product, Volume left) {
        if (Math.abs(left.bytes()) > Volume.MOST.bytes()) {
            return new Sum.OutOfRange();
        }
        Volumes volumes = account.volumes();
        Volumes after = product == Product.RESIDENTIAL
                ? new Volumes(Optional.of(left), volumes.mobile())
                : new Volumes(volumes.residential(), Optional.of(left));
        return new Sum.Added(account.withVolumes(after), left.bytes());
    }
}
