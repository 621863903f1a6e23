package dev.tollgate.domain.admission;

import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.limit.Allowance;
import dev.tollgate.domain.plan.Plan;
import dev.tollgate.domain.plan.ProductLimits;
import dev.tollgate.domain.subuser.Product;
import java.util.Objects;
import java.util.Set;

/// Everything the data plane needs to know of one account and its plan. Kept apart from its sub-users, so that a change of
/// account or plan costs the same however many there are.
///
/// @param kycApproved whether its owner is verified
/// @param limits of its plan
/// @param spent products of which nothing is left
public record AccountAccess(AccountId id, boolean suspended, boolean kycApproved, ProductLimits limits,
        Set<Product> spent) {
    public AccountAccess {
        spent = Set.copyOf(spent);
    }

    /// Whether a sub-user of this account may use the product at all: it was made for it, and the plan holds it.
    boolean enables(SubUserAccess subUser, Product product) {
        return subUser.products().contains(product) && limits.of(product) != null;
    }

    /// How much a sub-user of this account may have of a product that is enabled: its own figures, clipped by the plan's.
    Allowance allowance(SubUserAccess subUser, Product product) {
        Plan.Limits plan = Objects.requireNonNull(limits.of(product), "the product is enabled");
        return new Allowance(Math.min(subUser.concurrentMax(), limits.concurrentMax(subUser.products())),
                Math.min(subUser.rpsMax(), limits.rpsMax(subUser.products())), plan.concurrent(), plan.rps());
    }
}
