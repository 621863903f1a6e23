package dev.tollgate.app.wiring;

import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.admission.AccessChanges;
import dev.tollgate.domain.admission.AccessListener;
import dev.tollgate.domain.admission.AccountAccess;
import dev.tollgate.domain.admission.SubUserAccess;
import dev.tollgate.domain.limit.Limits;
import dev.tollgate.domain.subuser.Product;
import dev.tollgate.domain.subuser.SubUserId;
import dev.tollgate.domain.traffic.Ending;
import dev.tollgate.domain.traffic.ExchangeRecord.Caller;
import dev.tollgate.gateway.listen.GatewayServer;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// What a change of access means for exchanges that are open (G§9.7).
record AccessEffects(GatewayServer gateway, Limits limits) implements AccessListener {
    /// How long the exchanges of a deleted sub-user may go on.
    private static final Duration DRAIN = Duration.ofSeconds(60);

    @Override
    public void changed(AccessChanges changes) {
        Set<SubUserId> cut = new HashSet<>();
        Set<SubUserId> drained = new HashSet<>();
        Set<SubUserId> deleted = new HashSet<>();
        for (SubUserAccess one : changes.subUsers()) {
            boolean gone = one.standing() == SubUserAccess.Standing.DELETED;
            if (gone) {
                deleted.add(one.id());
            }
            if (one.cut()) {
                cut.add(one.id());
            } else if (gone) {
                drained.add(one.id());
            }
        }
        if (!cut.isEmpty()) {
            gateway.cut(of(cut), Ending.ACCESS_WITHDRAWN);
        }
        if (!drained.isEmpty()) {
            gateway.cutLater(of(drained), Ending.ACCESS_WITHDRAWN, DRAIN);
        }
        limits.forget(deleted);
        cutAccounts(changes.accounts());
    }

    private static Predicate<Caller> of(Set<SubUserId> subUsers) {
        return caller -> caller.subUser().filter(subUsers::contains).isPresent();
    }

    private void cutAccounts(List<AccountAccess> accounts) {
        Set<AccountId> suspended = new HashSet<>();
        Map<AccountId, Set<Product>> spent = new HashMap<>();
        for (AccountAccess one : accounts) {
            if (one.suspended()) {
                suspended.add(one.id());
            } else if (!one.spent().isEmpty()) {
                spent.put(one.id(), one.spent());
            }
        }
        if (!suspended.isEmpty() || !spent.isEmpty()) {
            gateway.cut(caller -> caller.account().filter(account -> suspended.contains(account)
                    || caller.product().filter(spent.getOrDefault(account, Set.of())::contains).isPresent())
                    .isPresent(), Ending.ACCESS_WITHDRAWN);
        }
    }
}
