package dev.tollgate.control.account;

import dev.tollgate.control.route.Words;
import dev.tollgate.domain.amount.Usd;
import dev.tollgate.domain.amount.Volume;
import dev.tollgate.domain.ledger.Credit;
import dev.tollgate.domain.ledger.LedgerEntry;
import dev.tollgate.domain.subuser.Product;
import java.math.BigDecimal;
import java.util.Optional;

/// An entry of the ledger (A§16.1).
///
/// @param gb of traffic; empty for money
/// @param amountUsd of money; empty for traffic
/// @param balanceAfter GB of the product, or dollars
public record LedgerEntryView(
        String id,
        Optional<String> product,
        Optional<BigDecimal> gb,
        Optional<BigDecimal> amountUsd,
        String note,
        BigDecimal balanceAfter,
        String at) {

    static LedgerEntryView of(LedgerEntry entry) {
        return switch (entry.credit()) {
            case Credit.Money(Usd amount) -> of(entry, Optional.empty(), Optional.empty(),
                    Optional.of(amount.dollars()), new Usd(entry.balanceAfter()).dollars());
            case Credit.Traffic(Product product, Volume volume) -> of(entry, Optional.of(product.slug()),
                    Optional.of(volume.gb()), Optional.empty(), new Volume(entry.balanceAfter()).gb());
        };
    }

    private static LedgerEntryView of(LedgerEntry entry, Optional<String> product, Optional<BigDecimal> gb,
            Optional<BigDecimal> usd, BigDecimal balance) {
        return new LedgerEntryView(entry.id().value(), product, gb, usd, entry.note(), balance,
                Words.time(entry.at()));
    }
}
