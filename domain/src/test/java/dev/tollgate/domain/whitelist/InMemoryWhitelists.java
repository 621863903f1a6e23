package dev.tollgate.domain.whitelist;

import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.account.Environment;
import dev.tollgate.domain.audit.Author;
import dev.tollgate.domain.paging.Page;
import dev.tollgate.domain.paging.PageRequest;
import dev.tollgate.domain.subuser.SubUserId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/// Whitelists in memory, for tests. Thread-safe. Does not know which sub-users live: it never says that one is missing.
public final class InMemoryWhitelists implements WhitelistRepository {

    private final Map<WhitelistEntryId, WhitelistEntry> entries = new HashMap<>();

    @Override
    public synchronized Insertion insert(Author author, WhitelistEntry entry) {
        List<WhitelistEntry> list = entries.values().stream().filter(
                one -> one.subUser().equals(entry.subUser()) && one.product() == entry.product()).toList();
        if (list.stream().anyMatch(one -> one.range().equals(entry.range()))) {
            return new Insertion.AlreadyListed();
        }
        if (conflict(entry)) {
            return new Insertion.DefaultUsernameConflict();
        }
        if (list.size() >= WhitelistEntry.MAX_PER_LIST) {
            return new Insertion.ListFull();
        }
        entries.put(entry.id(), entry);
        return new Insertion.Inserted();
    }

    private boolean conflict(WhitelistEntry entry) {
        return entry.defaultUsername().isPresent() && entries.values().stream()
                .anyMatch(one -> one.defaultUsername().isPresent() && !one.id().equals(entry.id())
                        && one.range().overlaps(entry.range()));
    }

    /// What a sub-user's deletion does to its lists.
    public synchronized void removeAll(SubUserId subUser) {
        entries.values().removeIf(entry -> entry.subUser().equals(subUser));
    }

    @Override
    public synchronized Optional<WhitelistEntry> find(AccountId account, Environment environment,
            WhitelistEntryId id) {
        return Optional.ofNullable(entries.get(id))
                .filter(one -> one.account().equals(account) && one.environment() == environment);
    }

    @Override
    public synchronized Page<WhitelistEntry> list(AccountId account, Environment environment, WhitelistFilter filter,
            PageRequest page) {
        List<WhitelistEntry> fitting = entries.values().stream()
                .filter(one -> one.account().equals(account) && one.environment() == environment)
                .filter(one -> filter.subUser().map(one.subUser()::equals).orElse(true))
                .filter(one -> filter.product().map(product -> one.product() == product).orElse(true))
                .filter(one -> filter.matching().map(one.range()::contains).orElse(true))
                .filter(one -> page.before().isEmpty() || one.id().value().compareTo(page.before().get()) < 0)
                .sorted(Comparator.comparing((WhitelistEntry one) -> one.id().value()).reversed()).toList();
        return new Page<>(fitting.stream().limit(page.limit()).toList(), fitting.size() > page.limit());
    }

    @Override
    public synchronized Update update(Author author, AccountId account, Environment environment, WhitelistEntryId id,
            OptionalLong expectedVersion, UnaryOperator<WhitelistEntry> change) {
        Optional<WhitelistEntry> found = find(account, environment, id);
        if (found.isEmpty()) {
            return new Update.Missing();
        }
        WhitelistEntry before = found.get();
        if (expectedVersion.isPresent() && expectedVersion.getAsLong() != before.version()) {
            return new Update.OtherVersion(before.version());
        }
        WhitelistEntry after = change.apply(before);
        if (after.equals(before)) {
            return new Update.Updated(before);
        }
        if (conflict(after)) {
            return new Update.DefaultUsernameConflict();
        }
        entries.put(id, after.changed());
        return new Update.Updated(after.changed());
    }

    @Override
    public synchronized Deletion delete(Author author, AccountId account, Environment environment, WhitelistEntryId id,
            OptionalLong expectedVersion) {
        Optional<WhitelistEntry> found = find(account, environment, id);
        if (found.isEmpty()) {
            return Deletion.MISSING;
        }
        if (expectedVersion.isPresent() && expectedVersion.getAsLong() != found.get().version()) {
            return Deletion.OTHER_VERSION;
        }
        entries.remove(id);
        return Deletion.DELETED;
    }
}
