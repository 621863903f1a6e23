package dev.tollgate.domain.admission;

import dev.tollgate.domain.address.Cidr;
import dev.tollgate.domain.address.CidrMap;
import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.exit.ExitDirectory;
import dev.tollgate.domain.subuser.SubUserId;
import dev.tollgate.domain.username.UsernameParser;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The facts that admission reads: one consistent state of the store at a revision. Immutable; a change makes a new one that
/// shares all it did not touch.
public final class AccessSnapshot {
    private final SnapshotRules rules;
    private final long revision;
    private final NameTable names;
    private final Map<SubUserId, List<DefaultUsername>> defaultsBySubUser;
    private final CidrMap<String> defaults;
    private final ExitDirectory exits;
    private final UsernameParser usernames;

    private AccessSnapshot(SnapshotRules rules, long revision, NameTable names,
            Map<SubUserId, List<DefaultUsername>> defaultsBySubUser, CidrMap<String> defaults, ExitDirectory exits,
            UsernameParser usernames) {
        this.rules = rules;
        this.revision = revision;
        this.names = names;
        this.defaultsBySubUser = defaultsBySubUser;
        this.defaults = defaults;
        this.exits = exits;
        this.usernames = usernames;
    }

    /// Knows nobody, and so admits nobody.
    public static AccessSnapshot empty(SnapshotRules rules) {
        ExitDirectory none = new ExitDirectory(List.of(), rules.extraRegions());
        return new AccessSnapshot(rules, 0, NameTable.EMPTY, Map.of(), CidrMap.of(Map.of()), none, rules.parser(none));
    }

    /// This snapshot after `changes`. Costs in proportion to them, not to how many sub-users there are; only changed default
    /// usernames are indexed anew, all of them.
    public AccessSnapshot with(AccessChanges changes) {
        ExitDirectory nextExits = exits;
        UsernameParser nextUsernames = usernames;
        if (changes.exits().isPresent()) {
            nextExits = new ExitDirectory(changes.exits().get(), rules.extraRegions());
            nextUsernames = rules.parser(nextExits);
        }
        Map<SubUserId, List<DefaultUsername>> nextBySubUser = defaultsBySubUser;
        CidrMap<String> nextDefaults = defaults;
        if (changes.subUsers().stream().anyMatch(this::otherDefaults)) {
            nextBySubUser = defaultsAfter(changes.subUsers());
            nextDefaults = index(nextBySubUser.values());
        }
        return new AccessSnapshot(rules, changes.revision(), names.with(changes.subUsers()), nextBySubUser,
                nextDefaults, nextExits, nextUsernames);
    }

    /// The same facts, read by other settings.
    public AccessSnapshot under(SnapshotRules other) {
        ExitDirectory sameExits = new ExitDirectory(exits.exits(), other.extraRegions());
        return new AccessSnapshot(other, revision, names, defaultsBySubUser, defaults, sameExits,
                other.parser(sameExits));
    }

    private boolean otherDefaults(SubUserAccess changed) {
        return !defaultsBySubUser.getOrDefault(changed.id(), List.of()).equals(changed.defaultUsernames());
    }

    private Map<SubUserId, List<DefaultUsername>> defaultsAfter(List<SubUserAccess> changed) {
        Map<SubUserId, List<DefaultUsername>> next = new HashMap<>(defaultsBySubUser);
        for (SubUserAccess one : changed) {
            if (one.defaultUsernames().isEmpty()) {
                next.remove(one.id());
            } else {
                next.put(one.id(), one.defaultUsernames());
            }
        }
        return next;
    }

    /// Keeps entries of one range apart: two that both have a default username make it nobody's.
    private static CidrMap<String> index(Collection<List<DefaultUsername>> all) {
        List<Map.Entry<Cidr, String>> byRange = new ArrayList<>();
        all.forEach(list -> list.forEach(one -> byRange.add(Map.entry(one.range(), one.username()))));
        return CidrMap.of(byRange);
    }

    public long revision() {
        return revision;
    }

    /// The sub-user of that name, deleted ones included; null if the name was never issued.
    public @Nullable SubUserAccess find(String name) {
        return names.find(name);
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
        return names.size();
    }
}
