package dev.tollgate.control.account;

import dev.tollgate.control.route.Words;
import dev.tollgate.domain.account.Account;
import java.math.BigDecimal;
import java.util.Optional;

/// An account as its own tokens see it (A§3).
public record AccountView(
        String id,
        String email,
        Optional<String> company,
        String plan,
        String status,
        boolean operator,
        String kycStatus,
        Balance balance,
        Volumes volume,
        String createdAt) {

    /// Money that the account has left.
    public record Balance(String currency, BigDecimal amount) {}

    /// What is left of each gateway product.
    public record Volumes(Volume residential, Volume mobile) {}

    /// @param remainingGb empty is unlimited
    public record Volume(Optional<BigDecimal> remainingGb) {}

    static AccountView of(Account account) {
        Volume unlimited = new Volume(Optional.empty());
        return new AccountView(account.id().value(), account.email(), account.company(), account.plan(),
                Words.of(account.status()), account.operator(), Words.of(account.kycStatus()),
                new Balance("USD", new BigDecimal("0.00")), new Volumes(unlimited, unlimited),
                Words.time(account.createdAt()));
    }
}
