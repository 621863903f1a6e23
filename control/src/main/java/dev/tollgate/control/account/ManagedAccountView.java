package dev.tollgate.control.account;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.tollgate.domain.account.Account;
import java.util.Optional;

/// An account as its operator sees it (A§16.1).
///
/// @param reason for which it is suspended
public record ManagedAccountView(@JsonUnwrapped AccountView account, Optional<String> reason) {

    static ManagedAccountView of(Account account) {
        return new ManagedAccountView(AccountView.of(account), account.suspensionReason());
    }
}
