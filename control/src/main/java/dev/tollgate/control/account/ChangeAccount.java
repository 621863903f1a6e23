package dev.tollgate.control.account;

import dev.tollgate.control.input.Checked;
import dev.tollgate.control.input.Fields;
import dev.tollgate.domain.account.Account;
import dev.tollgate.domain.account.AccountStatus;
import dev.tollgate.domain.account.KycStatus;
import dev.tollgate.domain.account.Volumes;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// To change an account as its operator; what is empty stays as it is.
public record ChangeAccount(
        Optional<String> email,
        Optional<Optional<String>> company,
        Optional<String> plan,
        Optional<AccountStatus> status,
        Optional<Optional<String>> reason,
        Optional<KycStatus> kycStatus,
        UnaryOperator<Volumes> volumes) {

    static Checked<ChangeAccount> read(Fields fields, Account current) {
        AccountFields reader = new AccountFields(fields);
        Optional<String> email = reader.email(false);
        Optional<Optional<String>> company = reader.company();
        Optional<String> plan = reader.plan();
        Optional<AccountStatus> status = reader.status();
        Optional<Optional<String>> reason = reader.reason(status.orElse(current.status()));
        ChangeAccount change = new ChangeAccount(email, company, plan, status, reason, reader.kycStatus(),
                reader.volumes());
        reader.finish();
        return Checked.of(fields.faults(), () -> change);
    }

    boolean suspends() {
        return status.equals(Optional.of(AccountStatus.SUSPENDED));
    }

    Account applyTo(Account account) {
        Account changed = account.withContact(email.orElse(account.email()), company.orElse(account.company()))
                .withPlan(plan.orElse(account.plan())).withKycStatus(kycStatus.orElse(account.kycStatus()))
                .withVolumes(volumes.apply(account.volumes()));
        return switch (status.orElse(account.status())) {
            case ACTIVE -> changed.active();
            case SUSPENDED -> changed.suspended(reason.orElse(account.suspensionReason()));
        };
    }
}
