package dev.tollgate.domain.admission;

import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.exit.ExitDirectory;
import dev.tollgate.domain.username.UsernameParser;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The facts that admission reads: one consistent state of the store at a revision. Immutable; a change makes a new one that
/// shares all it did not touch.
public final class AccessSnapshot {
    private final SnapshotRules rules;
    private final long revision;
    private final PersistentMap<String, SubUserAccess> subUsers;
    private final PersistentMap<AccountId, AccountAccess> accounts;
    private final DefaultUsernames defaults;
    private final ExitDirectory exits;
    private final UsernameParser usernames;

    private AccessSnapshot(SnapshotRules rules, long revision, PersistentMap<String, SubUserAccess> subUsers,
            PersistentMap<AccountId, AccountAccess> accounts, DefaultUsernames defaults, ExitDirectory exits,
            UsernameParser usernames) {
        this.rules = rules;
        this.revision = revision;
        this.subUsers = subUsers;
        this.accounts = accounts;
        this.defaults = defaults;
        this.exits = exits;
        this.usernames = usernames;
    }

    /// Knows nobody, and so admits nobody.
    public static AccessSnapshot empty(SnapshotRules rules) {
        ExitDirectory none = new ExitDirectory(List.of(), rules.extraRegions());
        return new AccessSnapshot(rules, 0, PersistentMap.empty(), PersistentMap.empty(), DefaultUsernames.NONE, none,
                rules.parser(none));
    }

    /// This snapshot after `changes`. Costs in proportion to them, not to how many sub-users there are.
    public AccessSnapshot with(AccessChanges changes) {
        ExitDirectory nextExits = exits;
        UsernameParser nextUsernames = usernames;
        if (changes.exits().isPresent()) {
            nextExits = new ExitDirectory(changes.exits().get(), rules.extraRegions());
            nextUsernames = rules.parser(nextExits);
        }
        var nextSubUsers = subUsers.edit();
        var nextDefaults = defaults.edit();
        for (SubUserAccess changed : changes.subUsers()) {
            SubUserAccess before = nextSubUsers.get(changed.name());
            nextSubUsers.put(changed.name(), changed);
            if (before != null) {
                before.defaultUsernames().forEach(nextDefaults::remove);
            }
            changed.defaultUsernames().forEach(nextDefaults::add);
        }
        var nextAccounts = accounts.edit();
        changes.accounts().forEach(account -> nextAccounts.put(account.id(), account));
        return new AccessSnapshot(rules, changes.revision(), nextSubUsers.done(), nextAccounts.done(),
                nextDefaults.done(), nextExits, nextUsernames);
    }

    /// The same facts, read by other settings.
    public AccessSnapshot under(SnapshotRules other) {
        ExitDirectory sameExits = new ExitDirectory(exits.exits(), other.extraRegions());
        return new AccessSnapshot(other, revision, subUsers, accounts, defaults, sameExits, other.parser(sameExits));
    }

    public long revision() {
        return revision;
    }

    /// The sub-user of that name, deleted ones included; null if the name was never issued.
    public @Nullable SubUserAccess find(String name) {
        return subUsers.get(name);
    }

    /// The account of a sub-user that this snapshot knows.
    public AccountAccess account(SubUserAccess subUser) {
        // The store keeps no sub-user without its account, and tells of both as of one moment.
        return Objects.requireNonNull(accounts.get(subUser.account()), "every sub-user has an account");
    }

    /// The username of a client at `source` that sends no credentials: only if exactly one entry of all accounts says so.
    public Optional<String> defaultUsername(IpAddress source) {
        return defaults.findOnly(source);
    }

    public ExitDirectory exits() {
        return exits;
    }

    public UsernameParser usernames() {
        return usernames;
    }

    /// Names it knows, those of deleted sub-users included.
    public int size() {
        return subUsers.size();
    }
}
