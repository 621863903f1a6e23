package dev.tollgate.control.account;

import dev.tollgate.control.input.Checked;
import dev.tollgate.control.input.Fields;
import dev.tollgate.domain.account.Account;
import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.account.AccountStatus;
import dev.tollgate.domain.account.KycStatus;
import dev.tollgate.domain.account.Volumes;
import dev.tollgate.domain.plan.Plan;
import java.time.Instant;
import java.util.Optional;

/// To open an account; every rule of A§16.1 about its own fields holds.
public record OpenAccount(
        String email,
        Optional<String> company,
        String plan,
        AccountStatus status,
        Optional<String> reason,
        KycStatus kycStatus,
        Volumes volumes) {

    static Checked<OpenAccount> read(Fields fields) {
        AccountFields reader = new AccountFields(fields);
        Optional<String> email = reader.email(true);
        Optional<Optional<String>> company = reader.company();
        Optional<String> plan = reader.plan();
        AccountStatus status = reader.status().orElse(AccountStatus.ACTIVE);
        Optional<Optional<String>> reason = reader.reason(status);
        Optional<KycStatus> kycStatus = reader.kycStatus();
        Volumes volumes = reader.volumes().apply(Volumes.UNLIMITED);
        reader.finish();
        return Checked.of(fields.faults(),
                () -> new OpenAccount(email.orElseThrow(), company.flatMap(text -> text), plan.orElse(Plan.DEFAULT),
                        status, reason.flatMap(text -> text), kycStatus.orElse(KycStatus.NOT_SUBMITTED), volumes));
    }

    Account toAccount(AccountId id, Instant now) {
        Account opened = Account.opened(id, email, company, plan, false, now).withKycStatus(kycStatus)
                .withVolumes(volumes);
        return status == AccountStatus.SUSPENDED ? opened.suspended(reason) : opened;
    }
}
