package dev.tollgate.domain.limit;

import dev.tollgate.domain.error.LimitHit;
import dev.tollgate.domain.subuser.Product;
import dev.tollgate.domain.subuser.SubUserId;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The rate and concurrency of every sub-user on this node (G§15). Thread-safe.
///
/// Bounded by the number of sub-users: only an authenticated request makes an entry, and [#forget] drops those of deleted
/// sub-users.
public final class Limits {
    private final ConcurrentHashMap<SubUserId, SubUserUsage> usages = new ConcurrentHashMap<>();

    /// Counts one exchange.
    ///
    /// @return the limit that was hit, if one was; then nothing was counted
    public Optional<LimitHit> takeRate(SubUserId subUser, Product product, Allowance allowance, long nowNanos) {
        return usage(subUser, nowNanos).takeRate(product, allowance, nowNanos);
    }

    public SlotOutcome takeSlot(SubUserId subUser, Product product, Allowance allowance, long nowNanos) {
        SubUserUsage usage = usage(subUser, nowNanos);
        Optional<LimitHit> hit = usage.takeSlot(product, allowance);
        if (hit.isPresent()) {
            return new SlotOutcome.Full(hit.get());
        }
        return new SlotOutcome.Granted(new Permit(subUser, product, usage));
    }

    /// The slot of a connection that may hold one already: kept if it covers the request, moved if it is the sub-user's for
    /// another product, else given back once another was granted. If that one is refused it stays.
    public SlotOutcome takeSlot(SubUserId subUser, Product product, Allowance allowance, Optional<Permit> held,
            long nowNanos) {
        if (held.isPresent() && held.get().covers(subUser, product)) {
            return new SlotOutcome.Granted(held.get());
        }
        if (held.isPresent() && held.get().heldBy(subUser)) {
            return held.get().moveTo(product, allowance);
        }
        SlotOutcome outcome = takeSlot(subUser, product, allowance, nowNanos);
        if (outcome instanceof SlotOutcome.Granted) {
            held.ifPresent(Permit::close);
        }
        return outcome;
    }

    /// Slots a sub-user holds.
    public int held(SubUserId subUser) {
        SubUserUsage usage = usages.get(subUser);
        return usage == null ? 0 : usage.held();
    }

    /// Slots held by all together.
    public int held() {
        return usages.values().stream().mapToInt(SubUserUsage::held).sum();
    }

    /// Drops what is kept of deleted sub-users. Permits still out go back to the dropped count, harmlessly.
    public void forget(Collection<SubUserId> deleted) {
        deleted.forEach(usages::remove);
    }

    private SubUserUsage usage(SubUserId subUser, long nowNanos) {
        SubUserUsage known = usages.get(subUser);
        return known != null ? known : usages.computeIfAbsent(subUser, id -> new SubUserUsage(nowNanos));
    }
}
