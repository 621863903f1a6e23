package dev.tollgate.control.account;

import dev.tollgate.control.route.Words;
import dev.tollgate.domain.account.Account;
import dev.tollgate.domain.amount.Volume;
import java.math.BigDecimal;
import java.util.Optional;

/// An account as its own people see it (A§3).
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
        String locale,
        String timezone,
        String createdAt) {

    /// Money that the account has left.
    public record Balance(String currency, BigDecimal amount) {}

    /// What is left of each gateway product.
    public record Volumes(Left residential, Left mobile) {}

    /// @param remainingGb empty is unlimited
    public record Left(Optional<BigDecimal> remainingGb) {

        static Left of(Optional<Volume> volume) {
            return new Left(volume.map(Volume::gb));
        }
    }

    static AccountView of(Account account) {
        return new AccountView(account.id().value(), account.email(), account.company(), account.plan(),
                Words.of(account.status()), account.operator(), Words.of(account.kycStatus()),
                new Balance("USD", account.balance().dollars()),
                new Volumes(Left.of(account.volumes().residential()), Left.of(account.volumes().mobile())),
                account.preferences().language().tag(), account.preferences().timezone().getId(),
                Words.time(account.createdAt()));
    }
}
