package dev.tollgate.app.wiring;

import dev.tollgate.domain.admission.AccessListener;
import dev.tollgate.domain.admission.SubUserAccess;
import dev.tollgate.domain.limit.Limits;
import dev.tollgate.domain.subuser.SubUserId;
import dev.tollgate.domain.traffic.Ending;
import dev.tollgate.gateway.listen.GatewayServer;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What a change of access means for exchanges that are open (G§9.7).
record AccessEffects(GatewayServer gateway, Limits limits) implements AccessListener {
    /// How long the exchanges of a deleted sub-user may go on.
    private static final Duration DRAIN = Duration.ofSeconds(60);

    @Override
    public void changed(List<SubUserAccess> subUsers) {
        Set<SubUserId> cut = new HashSet<>();
        Set<SubUserId> drained = new HashSet<>();
        Set<SubUserId> deleted = new HashSet<>();
        for (SubUserAccess one : subUsers) {
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
            gateway.cut(cut, Ending.ACCESS_WITHDRAWN);
        }
        if (!drained.isEmpty()) {
            gateway.cutLater(drained, Ending.ACCESS_WITHDRAWN, DRAIN);
        }
        limits.forget(deleted);
    }
}
