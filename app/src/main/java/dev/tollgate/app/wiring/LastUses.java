package dev.tollgate.app.wiring;

import dev.tollgate.domain.admission.AccessChanges;
import dev.tollgate.domain.admission.AccessListener;
import dev.tollgate.domain.admission.SubUserAccess;
import dev.tollgate.domain.subuser.LastUse;
import dev.tollgate.domain.subuser.SubUserId;
import dev.tollgate.domain.traffic.ExchangeRecord;
import dev.tollgate.domain.traffic.ExchangeSink;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// When each sub-user last proved itself on this node since it started, known at the end of the exchange. Thread-safe.
///
/// Bounded by the number of sub-users: only proven credentials make an entry, and deleted sub-users lose theirs.
final class LastUses implements LastUse, ExchangeSink, AccessListener {
    private final Map<SubUserId, Instant> uses = new ConcurrentHashMap<>();

    @Override
    public void accept(ExchangeRecord ended) {
        if (ended.caller().proven() && ended.caller().subUser().isPresent()) {
            // A long exchange ends after shorter ones that began later.
            uses.merge(ended.caller().subUser().get(), ended.startedAt(),
                    (known, now) -> now.isAfter(known) ? now : known);
        }
    }

    @Override
    public Optional<Instant> lastUsed(SubUserId id) {
        return Optional.ofNullable(uses.get(id));
    }

    @Override
    public void changed(AccessChanges changes) {
        for (SubUserAccess one : changes.subUsers()) {
            if (one.standing() == SubUserAccess.Standing.DELETED) {
                uses.remove(one.id());
            }
        }
    }
}
