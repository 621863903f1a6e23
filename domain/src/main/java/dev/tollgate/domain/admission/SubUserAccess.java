package dev.tollgate.domain.admission;

import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.account.Environment;
import dev.tollgate.domain.address.CidrSet;
import dev.tollgate.domain.limit.Allowance;
import dev.tollgate.domain.subuser.AuthMode;
import dev.tollgate.domain.subuser.Passwords;
import dev.tollgate.domain.subuser.Product;
import dev.tollgate.domain.subuser.SubUserId;
import java.util.List;
import java.util.Map;

/// Everything the data plane needs to know of one sub-user, its account and its lists: the unit in which changes are
/// published.
///
/// @param allowances by product, for the products that the sub-user has and the plan holds; an absent one is not enabled
/// @param lists by product; an absent one is empty
/// @param defaultUsernames of its entries that have one
/// @param kycApproved whether its account's owner is verified
public record SubUserAccess(
        SubUserId id,
        AccountId account,
        Environment environment,
        String name,
        Standing standing,
        boolean accountSuspended,
        boolean kycApproved,
        Map<Product, Allowance> allowances,
        AuthMode authMode,
        boolean requireTls,
        Passwords passwords,
        Map<Product, CidrSet> lists,
        List<DefaultUsername> defaultUsernames) {
    public SubUserAccess {
        allowances = Map.copyOf(allowances);
        lists = Map.copyOf(lists);
        defaultUsernames = List.copyOf(defaultUsernames);
    }

    /// Where a sub-user stands in its life. A deleted one is kept for good, since its name is never issued again.
    public enum Standing {
        ACTIVE, DISABLED, DELETED
    }

    /// The source ranges that may use the product without a password.
    public CidrSet list(Product product) {
        return lists.getOrDefault(product, CidrSet.EMPTY);
    }

    /// Whether open tunnels must end now.
    public boolean cut() {
        return standing == Standing.DISABLED || accountSuspended;
    }
}
