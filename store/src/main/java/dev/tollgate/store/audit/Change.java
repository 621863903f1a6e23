package dev.tollgate.store.audit;

import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.account.Environment;
import dev.tollgate.domain.audit.Action;
import dev.tollgate.domain.audit.Difference;
import dev.tollgate.domain.audit.Facts;
import dev.tollgate.domain.event.EventType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a transaction changes, in the words of the audit log and of the webhooks.
///
/// @param object the id of what changes
/// @param account whose it is; empty for what belongs to the installation
/// @param environment which the events name
/// @param events that it is
public record Change(
        Action action,
        String object,
        Difference difference,
        Optional<AccountId> account,
        Environment environment,
        List<EventType> events) {

    public Change {
        events = List.copyOf(events);
    }

    /// There is a new object.
    public static Change made(Action action, Object id, Facts facts) {
        return of(action, id, Difference.made(facts));
    }

    /// An object is not what it was.
    public static Change changed(Action action, Object id, Facts before, Facts after) {
        return of(action, id, Difference.between(before, after));
    }

    /// An object is gone.
    public static Change removed(Action action, Object id, Facts facts) {
        return of(action, id, Difference.removed(facts));
    }

    private static Change of(Action action, Object id, Difference difference) {
        return new Change(action, id.toString(), difference, Optional.empty(), Environment.LIVE, List.of());
    }

    /// Of an account's object in one environment.
    public Change in(AccountId owner, Environment where) {
        return new Change(action, object, difference, Optional.of(owner), where, events);
    }

    /// Of an account as a whole.
    public Change in(AccountId owner) {
        return in(owner, Environment.LIVE);
    }

    /// Which is also an event, told to the account's webhooks.
    public Change telling(EventType event) {
        List<EventType> all = new ArrayList<>(events);
        all.add(event);
        return new Change(action, object, difference, account, environment, all);
    }

    /// [#telling] if it is so.
    public Change tellingIf(boolean so, EventType event) {
        return so ? telling(event) : this;
    }
}
