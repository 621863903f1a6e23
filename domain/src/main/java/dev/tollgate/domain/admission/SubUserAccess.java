package dev.tollgate.domain.admission;

import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.account.Environment;
import dev.tollgate.domain.address.CidrSet;
import dev.tollgate.domain.subuser.AuthMode;
import dev.tollgate.domain.subuser.Passwords;
import dev.tollgate.domain.subuser.Product;
import dev.tollgate.domain.subuser.SubUserId;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Everything the data plane needs to know of one sub-user and its lists; what it knows of its account is [AccountAccess]. The
/// unit in which changes are published.
///
/// @param concurrentMax its own figure; the plan's may be lower
/// @param rpsMax its own figure; the plan's may be lower
/// @param lists by product; an absent one is empty
/// @param defaultUsernames of its entries that have one
public record SubUserAccess(
        SubUserId id,
        AccountId account,
        Environment environment,
        String name,
        Standing standing,
        Set<Product> products,
        int concurrentMax,
        int rpsMax,
        AuthMode authMode,
        boolean requireTls,
        Passwords passwords,
        Map<Product, CidrSet> lists,
        List<DefaultUsername> defaultUsernames) {
    public SubUserAccess {
        products = Set.copyOf(products);
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
        return standing == Standing.DISABLED;
    }
}
