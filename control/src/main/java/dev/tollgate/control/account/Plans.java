package dev.tollgate.control.account;

import dev.tollgate.domain.account.Account;
import dev.tollgate.domain.plan.Plan;
import dev.tollgate.domain.plan.PlanRepository;

/// The plans that accounts are on. Thread-safe.
public record Plans(PlanRepository repository) {

    public Plan of(Account account) {
        return repository.find(account.plan())
                .orElseThrow(() -> new IllegalStateException("the plan " + account.plan() + " is missing"));
    }
}
